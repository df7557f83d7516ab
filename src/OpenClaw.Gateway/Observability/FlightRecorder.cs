using System.Collections.Immutable;

namespace OpenClaw.Gateway.Observability;

/// <summary>The last things that happened in runs, for whoever asks afterwards what went wrong (<c>diagnostics.stability</c>). Thread safe.</summary>
/// <remarks>Names, numbers and outcomes alone: nothing that anybody said.</remarks>
/// <param name="time">The clock.</param>
public sealed class FlightRecorder(TimeProvider time)
{
    /// <summary>Events kept; older ones are dropped.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly FlightEvent[] _ring = new FlightEvent[Capacity];
    private long _next = 1;

    /// <summary>Keeps an event.</summary>
    /// <param name="type">Such as <c>model.call.started</c>.</param>
    /// <param name="facts">What belongs to it.</param>
    public void Record(string type, in FlightFacts facts = default)
    {
        var at = time.GetUtcNow();
        lock (_lock)
        {
            _ring[_next % Capacity] = new FlightEvent(_next, at, type, facts);
            _next++;
        }
    }

    /// <summary>What is kept now, oldest first, and how much was dropped before it.</summary>
    public (ImmutableArray<FlightEvent> Events, long Dropped) Read()
    {
        lock (_lock)
        {
            var first = Math.Max(1, _next - Capacity);
            var events = ImmutableArray.CreateBuilder<FlightEvent>((int)(_next - first));
            for (var seq = first; seq < _next; seq++)
            {
                events.Add(_ring[seq % Capacity]);
            }

            return (events.MoveToImmutable(), first - 1);
        }
    }
}

/// <summary>One thing that happened.</summary>
/// <param name="Seq">From 1, without holes.</param>
/// <param name="At">When.</param>
/// <param name="Type">What.</param>
/// <param name="Facts">What belongs to it.</param>
public readonly record struct FlightEvent(long Seq, DateTimeOffset At, string Type, FlightFacts Facts);

/// <summary>What can belong to an event; absent members are not written.</summary>
/// <param name="Outcome">What came of it, or the new state.</param>
/// <param name="Reason">Why.</param>
/// <param name="Provider">The model's provider.</param>
/// <param name="Model">The model.</param>
/// <param name="Duration">How long it took.</param>
public readonly record struct FlightFacts(string? Outcome = null, string? Reason = null, string? Provider = null, string? Model = null, TimeSpan? Duration = null);
