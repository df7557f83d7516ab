using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Counts the events that filters match, from construction until disposal.</summary>
internal sealed class MatchCounter : IDisposable
{
    // How long to listen when no event at all is expected: what is under way arrives in that time.
    private static readonly TimeSpan ExpectNoneTime = TimeSpan.FromMilliseconds(100);

    private readonly EventFilterBase[] _filters;
    private readonly int _expected;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public MatchCounter(EventFilterBase[] filters, int expected)
    {
        _filters = filters;
        _expected = expected;
        foreach (var filter in filters)
        {
            filter.EventMatched += OnMatched;
        }
    }

    public int Count => Volatile.Read(ref _count);

    public bool Wait(TimeSpan patience, CancellationToken cancellationToken) => _reached.Task.Wait(Limit(patience), cancellationToken);

    public async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await _reached.Task.WaitAsync(Limit(patience), cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var filter in _filters)
        {
            filter.EventMatched -= OnMatched;
        }
    }

    private TimeSpan Limit(TimeSpan patience) => _expected > 0 ? patience : ExpectNoneTime;

    private void OnMatched(EventFilterBase filter, LogEvent logEvent)
    {
        if (Interlocked.Increment(ref _count) == Math.Max(1, _expected))
        {
            _reached.TrySetResult();
        }
    }
}
