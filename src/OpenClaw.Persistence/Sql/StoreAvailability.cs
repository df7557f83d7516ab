namespace OpenClaw.Persistence.Sql;

/// <summary>Whether a store can be reached, as those who read and write it find out.</summary>
/// <param name="IsAway">False when it answers again.</param>
/// <param name="Reason">What went wrong and what to do; empty when it answers again.</param>
/// <param name="Lasted">How long it has been away.</param>
public sealed record StoreState(bool IsAway, string Reason, TimeSpan Lasted);

/// <summary>Keeps the <see cref="StoreState"/> of one store and tells of its changes. Thread safe.</summary>
internal sealed class StoreAvailability(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long? _awaySince;

    /// <summary>Called when the store goes away, and when it is back; on the thread that noticed.</summary>
    public Action<StoreState>? Changed { get; set; }

    /// <summary>The last that was tried found no store.</summary>
    public bool IsAway
    {
        get
        {
            lock (_gate) return _awaySince is not null;
        }
    }

    public void ReportAway(string reason)
    {
        lock (_gate)
        {
            if (_awaySince is not null) return;
            _awaySince = time.GetTimestamp();
        }

        Changed?.Invoke(new StoreState(true, reason, TimeSpan.Zero));
    }

    public void ReportBack()
    {
        TimeSpan lasted;
        lock (_gate)
        {
            if (_awaySince is not { } since) return;
            lasted = time.GetElapsedTime(since);
            _awaySince = null;
        }

        Changed?.Invoke(new StoreState(false, "", lasted));
    }
}
