using System.Diagnostics;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Gateway.AgentRuns;

// What those who watch see of a run.
public sealed partial class RunActor
{
    private Activity? _span;
    private long _began;

    private void ObserveBegin()
    {
        _began = _services.Time.GetTimestamp();
        _span = RunTrace.Begin(_setup.Run, _setup.Session);
        RunInstruments.RunStarted();
    }

    /// <param name="outcome">How it ended; null when it is put aside.</param>
    private void ObserveEnd(RunOutcome? outcome)
    {
        RunTrace.End(_span, _setup.Run, outcome);
        _span = null;
        if (outcome is not null)
        {
            RunInstruments.RunEnded(outcome, _services.Time.GetElapsedTime(_began));
        }
    }
}
