using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Who runs and who waits in each lane: first come, first served. Immutable.</summary>
public sealed class Lanes
{
    private readonly LaneLimits _limits;
    private readonly ImmutableDictionary<string, Lane> _lanes;

    private Lanes(LaneLimits limits, ImmutableDictionary<string, Lane> lanes)
    {
        _limits = limits;
        _lanes = lanes;
    }

    /// <summary>Empty lanes.</summary>
    public static Lanes Create(LaneLimits limits) => new(limits, ImmutableDictionary<string, Lane>.Empty);

    /// <summary>Runs that hold a place in a lane.</summary>
    public int Running(string lane) => _lanes.TryGetValue(lane, out var found) ? found.Running.Count : 0;

    /// <summary>Runs that wait for a place in a lane.</summary>
    public int Waiting(string lane) => _lanes.TryGetValue(lane, out var found) ? found.Waiting.Count : 0;

    /// <summary>Asks for a place. Asking twice changes nothing.</summary>
    /// <param name="lane">Which lane.</param>
    /// <param name="run">Who asks.</param>
    /// <param name="granted">Whether it may start now.</param>
    public Lanes Enter(string lane, RunId run, out bool granted)
    {
        var current = _lanes.GetValueOrDefault(lane, Lane.Empty);
        granted = false;
        if (current.Running.Contains(run) || current.Waiting.Contains(run))
        {
            return this;
        }

        granted = current.Running.Count < _limits.Of(lane);
        return With(lane, granted ? current with { Running = current.Running.Add(run) } : current with { Waiting = current.Waiting.Add(run) });
    }

    /// <summary>Gives a place back, or stops waiting for one. A run that has neither changes nothing.</summary>
    /// <param name="lane">Which lane.</param>
    /// <param name="run">Who leaves.</param>
    /// <param name="next">Who may start in its place.</param>
    public Lanes Leave(string lane, RunId run, out RunId? next)
    {
        next = null;
        if (!_lanes.TryGetValue(lane, out var current))
        {
            return this;
        }

        if (!current.Running.Contains(run))
        {
            return With(lane, current with { Waiting = current.Waiting.Remove(run) });
        }

        current = current with { Running = current.Running.Remove(run) };
        if (current.Waiting.Count > 0)
        {
            var first = current.Waiting[0];
            next = first;
            current = new Lane(current.Running.Add(first), current.Waiting.RemoveAt(0));
        }

        return With(lane, current);
    }

    // A lane that is empty again is dropped: lane names come from clients.
    private Lanes With(string lane, Lane value) =>
        new(_limits, value.Running.Count + value.Waiting.Count == 0 ? _lanes.Remove(lane) : _lanes.SetItem(lane, value));

    private sealed record Lane(ImmutableHashSet<RunId> Running, ImmutableList<RunId> Waiting)
    {
        public static Lane Empty { get; } = new([], []);
    }
}
