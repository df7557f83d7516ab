namespace Akka.Actor;

/// <summary>A child with its restarts, counted within a window that begins at the first one.</summary>
public class ChildRestartStats
{
    private long _windowStart;   // Environment.TickCount64; 0 = none

    public ChildRestartStats(IActorRef child, int maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        _windowStart = restartTimeWindowStartTicks;
    }

    public IActorRef Child { get; }
    public long Uid => Child.Path.Uid;
    public int MaxNrOfRetriesCount { get; private set; }
    public long RestartTimeWindowStartTicks => _windowStart;

    /// <summary>Counts one restart. False when the budget is spent.</summary>
    /// <param name="maxNrOfRetries">Negative = no limit.</param>
    /// <param name="withinTimeMilliseconds">Zero or less = no window.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0) return false;
        var limited = maxNrOfRetries > 0;
        var windowed = withinTimeMilliseconds > 0;
        if (!windowed) return !limited || ++MaxNrOfRetriesCount <= maxNrOfRetries;

        // A window without a limit allows one restart in it.
        var limit = limited ? maxNrOfRetries : 1;
        var now = Math.Max(1, Environment.TickCount64);
        if (_windowStart == 0) _windowStart = now;
        if (now - _windowStart <= withinTimeMilliseconds)
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= limit;
        }
        MaxNrOfRetriesCount = 1;
        _windowStart = now;
        return true;
    }
}
