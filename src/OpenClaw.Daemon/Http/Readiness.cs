using System.Collections.Immutable;

namespace OpenClaw.Daemon.Http;

/// <summary>Whether the gateway serves, for <c>/readyz</c>. Thread safe.</summary>
internal sealed class Readiness(TimeProvider time, Func<bool> journalIsThere)
{
    private readonly long _began = time.GetTimestamp();
    private ImmutableArray<string> _failing = ["gateway"];

    /// <summary>The required parts that are starting, draining or down; empty when the gateway serves.</summary>
    public ImmutableArray<string> Failing
    {
        get => _failing.IsEmpty && !journalIsThere() ? ["journal"] : _failing;
        private set => ImmutableInterlocked.InterlockedExchange(ref _failing, value);
    }

    /// <summary>Since the process began to start.</summary>
    public TimeSpan Uptime => time.GetElapsedTime(_began);

    /// <summary>Everything serves.</summary>
    public void Ready() => Failing = [];

    /// <summary>The gateway is going down.</summary>
    public void Stopping() => Failing = ["gateway"];
}
