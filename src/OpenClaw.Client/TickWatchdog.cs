namespace OpenClaw.Client;

/// <summary>Notices a gateway that has gone silent: it promises a <c>tick</c> every interval, so silence over several means a dead path.</summary>
internal sealed class TickWatchdog : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Action _expired;
    private readonly ITimer _timer;
    private long _lastSeen;

    public TickWatchdog(TimeProvider time, TimeSpan tickInterval, int silentTicks, Action expired)
    {
        _time = time;
        _patience = tickInterval * silentTicks;
        _expired = expired;
        _lastSeen = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((TickWatchdog)state!).Check(), this, tickInterval, tickInterval);
    }

    /// <summary>Any frame shows life.</summary>
    public void Seen() => Volatile.Write(ref _lastSeen, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastSeen)) < _patience)
            return;
        _timer.Dispose();
        _expired();
    }
}
