using Akka.Actor;

namespace OpenClaw.Gateway.Sessions;

// Why a session does not answer.
public sealed partial class SessionsActor
{
    private long _explanations;

    private void OnExplain(SessionsProtocol.Explain explain)
    {
        var summary = _projection.Find(explain.Key);
        var model = summary?.Model ?? _services.Agents.ModelsOf(explain.Key.Agent, null).Primary;
        var isCallable = _services.Models.TryGetProvider(model, out _, out var problem);
        var session = _sessions.GetValueOrDefault(explain.Key);
        var facts = new SessionFacts
        {
            Key = explain.Key,
            Summary = summary,
            ModelProblem = isCallable ? _services.Models.Find(model) is { Available: false } ? $"{model} is configured without a key." : null : problem,
            IsDown = _down.Contains(explain.Key),
            Failures = _failures.GetValueOrDefault(explain.Key),
            HasActor = session is not null,
            Lane = summary is { RunningSince: null, Runs: [var first, ..] } && _laneOf.TryGetValue(first, out var lane) && _lanes.Running(lane) >= _services.Options.Lanes.Of(lane)
                ? (lane, _lanes.Running(lane), _services.Options.Lanes.Of(lane))
                : null,
        };
        Context.ActorOf(SessionExplainActor.Props(facts, session, explain.ReplyTo, _services.Time), $"explain-{++_explanations}");
    }
}
