using System.Diagnostics;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Gateway.AgentRuns;

// What those who watch see of a run.
public sealed partial class RunActor
{
    private Activity? _span;
    private long _began;
    private long _modelBegan;

    private void ObserveBegin()
    {
        _began = _services.Time.GetTimestamp();
        _span = RunTrace.Begin(_setup.Run, _setup.Session);
        RunInstruments.RunStarted();
        _services.Recorder.Record("session.state", new FlightFacts("processing", _setup.Life == 0 ? "run_started" : "run_resumed"));
    }

    /// <param name="outcome">How it ended; null when it is put aside.</param>
    private void ObserveEnd(RunOutcome? outcome)
    {
        RunTrace.End(_span, _setup.Run, outcome);
        _span = null;
        if (outcome is not null)
        {
            var duration = _services.Time.GetElapsedTime(_began);
            RunInstruments.RunEnded(outcome, duration);
            _services.Recorder.Record("session.state", new FlightFacts("idle", outcome switch
            {
                RunOutcome.Completed => "run_completed",
                RunOutcome.Aborted => "run_aborted",
                RunOutcome.TimedOut => "run_timeout",
                _ => "run_failed",
            }, Duration: duration));
        }
    }

    private void ObserveModelCall(ModelRef model)
    {
        _modelBegan = _services.Time.GetTimestamp();
        _services.Recorder.Record("model.call.started", new FlightFacts(Provider: model.Provider, Model: model.Model));
    }

    private void ObserveModelEnd(ModelException? failure)
    {
        var model = _candidates[_candidate];
        _services.Recorder.Record(
            failure is null ? "model.call.completed" : "model.call.error",
            new FlightFacts(Reason: failure?.Kind.ToString(), Provider: model.Provider, Model: model.Model, Duration: _services.Time.GetElapsedTime(_modelBegan)));
    }
}
