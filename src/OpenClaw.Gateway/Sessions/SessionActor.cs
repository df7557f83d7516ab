using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Chat;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Owns one conversation: its transcript, its queue, and the one run in progress.</summary>
/// <remarks>
/// Parent: <see cref="SessionsActor"/>, which stops it on failure. Children: one <see cref="RunActor"/> at a time, stopped on failure, whose end is an
/// event here. States: idle, waiting for a lane, running; a reset or delete that came during a run waits for its end. A restart loses the
/// conversation: its state is a fold of events, which are not journalled yet.
/// </remarks>
public sealed partial class SessionActor : ReceiveActor
{
    private readonly SessionKey _key;
    private readonly RunServices _services;
    private readonly Queue<Action> _whenIdle = new();
    private SessionState _state = SessionState.Empty;
    private ModelRef? _activeModel;
    private IActorRef? _run;
    private RunId? _laneAskedFor;
    private RunId? _laneGrantedTo;
    private int _runsStarted;

    /// <summary>Props of one session.</summary>
    public static Props Props(SessionKey key, RunServices services) =>
        Akka.Actor.Props.Create(() => new SessionActor(key, services)).WithDispatcher(services.Options.Dispatcher);

    /// <summary>An empty conversation.</summary>
    public SessionActor(SessionKey key, RunServices services)
    {
        _key = key;
        _services = services;

        Receive<SessionProtocol.StartRun>(OnStartRun);
        Receive<SessionProtocol.LaneGranted>(OnLaneGranted);
        Receive<RunProtocol.ModelSelected>(OnModelSelected);
        Receive<RunProtocol.Finished>(OnRunFinished);
        Receive<Terminated>(OnTerminated);
        Receive<SessionProtocol.AbortRuns>(OnAbortRuns);
        Receive<SessionProtocol.GetHistory>(OnGetHistory);
        Receive<SessionProtocol.Inject>(OnInject);
        Receive<SessionProtocol.Patch>(OnPatch);
        Receive<SessionProtocol.Reset>(OnReset);
        Receive<SessionProtocol.Delete>(OnDelete);
    }

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void OnStartRun(SessionProtocol.StartRun command)
    {
        var at = Now;
        var isNew = !_state.Exists;
        var decision = SessionDecider.Accept(_state, _key, NewId(), command.Run, command.Spec, _services.Options.MaxWaitingPerSession, at);
        if (decision.Refusal is not null)
        {
            var error = ProtocolError.Unavailable(
                $"session {_key} has {_state.Waiting.Count} runs waiting; try again when some have ended", retryable: true, retryAfterMs: 2000);
            LogRunRefused(command.Run, _state.Waiting.Count);
            Context.Parent.Tell(new SessionsProtocol.RunRefused(command.Run, error));
            return;
        }

        Commit(decision);
        AgentReplies.Accept(command.ReplyTo, command.Spec.Origin, command.Run, _key, at);
        if (isNew)
        {
            Report("create", command.Run);
        }

        Report("send", command.Run);
        StartNext();
    }

    private void OnLaneGranted(SessionProtocol.LaneGranted granted)
    {
        _laneGrantedTo = granted.Run;
        StartNext();
    }

    private void OnModelSelected(RunProtocol.ModelSelected selected)
    {
        if (_state.Active?.Run == selected.Run)
        {
            _activeModel = selected.Model;
        }
    }

    private void OnRunFinished(RunProtocol.Finished finished)
    {
        if (_state.Active?.Run != finished.Run)
        {
            return;
        }

        End(finished.Run, finished.Report, finished.LastEvents);
    }

    private void OnTerminated(Terminated terminated)
    {
        // A run that stopped without a word: its end is made here, so that nobody waits for ever.
        if (terminated.ActorRef.Equals(_run) && _state.Active is { } active)
        {
            EndUnstarted(active.Run, new RunOutcome.Failed(ModelErrorKind.Unavailable, "The run was stopped by a failure inside the gateway."));
        }
    }

    private void OnAbortRuns(SessionProtocol.AbortRuns command)
    {
        var runs = SessionDecider.ToAbort(_state, command.Run);
        Abort(runs, command.Reason);
        command.ReplyTo.Succeed(command.StopWordOf is { } word
            ? Payload.Encode(
                new ChatSendResult { RunId = word.Value, Status = "ok", Summary = runs.IsEmpty ? "nothing to stop" : $"stopped {runs.Length}" },
                ProtocolJson.Default.ChatSendResult)
            : Payload.Encode(
                new ChatAbortResult { Ok = true, Aborted = !runs.IsEmpty, RunIds = [.. runs.Select(static run => run.Value)] },
                ProtocolJson.Default.ChatAbortResult));
    }

    private void OnGetHistory(SessionProtocol.GetHistory command) =>
        command.ReplyTo.Succeed(ChatHistory.Encode(_key, _state, Summarise(), command.Query, _services));

    private void OnInject(SessionProtocol.Inject command)
    {
        var id = NewId();
        Commit(SessionDecider.Inject(_state, _key, NewId(), command.Text, id, Now));
        var narrator = new RunNarrator(RunId.Parse($"inject-{id}"), _key, _state.SessionId!, _services.Time);
        narrator.AppendText(command.Text);
        var told = new List<BroadcastProtocol.Publish>();
        narrator.End(new RunOutcome.Completed(StopReason.Stop), "", null, told);

        // A note is no run: only the chat hears of it, as one finished message.
        Publish([told[^1]]);
        Report("inject");
        command.ReplyTo.Succeed(Payload.Encode(new ChatInjectResult { Ok = true, MessageId = id }, ProtocolJson.Default.ChatInjectResult));
    }

    private void OnPatch(SessionProtocol.Patch command)
    {
        Commit(SessionDecider.Patch(_state, _key, NewId(), command.Changes.Apply(_state.Settings), Now));
        var summary = Summarise()!;

        // Before the answer: what the client asks for next must find the label that it was just given.
        Report("patch");
        command.ReplyTo.Succeed(Payload.Encode(
            new SessionsPatchResult { Ok = true, Path = SessionsActor.StorePath, Key = _key.Value, Entry = SessionRows.ToEntry(summary), Resolved = Resolved(summary) },
            ProtocolJson.Default.SessionsPatchResult));
    }

    private void OnReset(SessionProtocol.Reset command)
    {
        Abort(SessionDecider.ToAbort(_state, null), "reset");
        WhenIdle(() =>
        {
            Commit(SessionDecider.Reset(_state, _key, NewId(), NewId(), Now));
            var summary = Summarise()!;
            Report("reset");
            command.ReplyTo.Succeed(Payload.Encode(
                new SessionsResetResult { Ok = true, Key = _key.Value, Entry = SessionRows.ToEntry(summary), Resolved = Resolved(summary) },
                ProtocolJson.Default.SessionsResetResult));
        });
    }

    private void OnDelete(SessionProtocol.Delete command)
    {
        Abort(SessionDecider.ToAbort(_state, null), "deleted");
        WhenIdle(() =>
        {
            var existed = _state.Exists;

            // Runs that were accepted meanwhile belong to the session that begins after this.
            _state = _state.Waiting.Aggregate(SessionState.Empty, (state, waiting) => SessionDecider
                .Accept(state, _key, state.SessionId ?? NewId(), waiting.Run, waiting.Spec, int.MaxValue - 1, waiting.AcceptedAt)
                .Events.Aggregate(state, static (current, happened) => current.Apply(happened)));
            Context.Parent.Tell(new SessionsProtocol.Removed(_key));
            command.ReplyTo.Succeed(Payload.Encode(
                new SessionsDeleteResult { Ok = true, Key = _key.Value, Deleted = existed, Archived = [] },
                ProtocolJson.Default.SessionsDeleteResult));
            if (_state.Exists)
            {
                Report("create");
            }
        });
    }

    /// <summary>Starts the first waiting run when nothing goes and its lane has a place.</summary>
    private void StartNext()
    {
        if (_state.Active is not null || _state.Waiting.IsEmpty)
        {
            return;
        }

        var next = _state.Waiting[0];
        if (_laneGrantedTo != next.Run)
        {
            if (_laneAskedFor != next.Run)
            {
                _laneAskedFor = next.Run;
                Context.Parent.Tell(new SessionsProtocol.LaneWanted(next.Run, next.Spec.Lane));
            }

            return;
        }

        Commit(SessionDecider.Start(_state, next.Run, NewId(), Now));
        var models = _services.Agents.ModelsOf(_key.Agent, next.Spec.Model ?? _state.Settings.Model);
        var agent = _services.Agents.TryGet(_key.Agent, out var profile) ? profile : _services.Agents.Default;
        var contextTokens = _services.Models.Find(models.Primary)?.ContextWindow ?? 200_000;
        var setup = new RunProtocol.Setup(
            next.Run,
            _key,
            _state.SessionId!,
            next.Spec.Timeout,
            models,
            AgentPrompt.Build(agent, next.Spec.ExtraSystemPrompt, _state.Transcript, contextTokens, Now));
        _activeModel = models.Primary;
        _run = Context.Watch(Context.ActorOf(RunActor.Props(setup, _services, Self), $"run-{++_runsStarted}"));
        Report("agent.run.started", next.Run, "start");
    }

    private void Abort(ImmutableArray<RunId> runs, string reason)
    {
        foreach (var run in runs)
        {
            if (_state.Active?.Run == run)
            {
                _run?.Tell(new RunProtocol.Abort(reason));
            }
            else
            {
                EndUnstarted(run, new RunOutcome.Aborted(reason));
            }
        }
    }

    /// <summary>Ends a run that has no actor: it still waits, or its actor is gone.</summary>
    private void EndUnstarted(RunId run, RunOutcome outcome)
    {
        var narrator = new RunNarrator(run, _key, _state.SessionId!, _services.Time);
        var told = new List<BroadcastProtocol.Publish>(2);
        End(run, narrator.End(outcome, "", null, told)!, told);
    }

    /// <summary>The end becomes part of the state first; then the clients, and last the callers that wait, hear of it.</summary>
    private void End(RunId run, RunReport report, IReadOnlyList<BroadcastProtocol.Publish> lastEvents)
    {
        var at = Now;
        var startedAt = _state.Active?.Run == run ? _state.Active.StartedAt : null;
        var full = report with { SessionId = _state.SessionId, StartedAt = startedAt };
        Commit(SessionDecider.End(_state, run, full, NewId(), at));
        if (startedAt is not null)
        {
            _run = null;
            _activeModel = null;
        }

        Publish(lastEvents);
        Report("agent.run.ended", run, report.Outcome is RunOutcome.Failed or RunOutcome.TimedOut ? "error" : "end");
        Context.Parent.Tell(new SessionsProtocol.RunEnded(run, full, at));
        while (_state.Active is null && _whenIdle.TryDequeue(out var action))
        {
            action();
        }

        StartNext();
    }

    private void WhenIdle(Action action)
    {
        if (_state.Active is null)
        {
            action();
        }
        else
        {
            _whenIdle.Enqueue(action);
        }
    }

    // The seam of durability: here events are appended to the journal before anything else happens.
    private void Commit(SessionDecision decision)
    {
        foreach (var happened in decision.Events)
        {
            _state = _state.Apply(happened);
            if (happened is SessionEvent.MessageAppended appended)
            {
                Context.Parent.Tell(new SessionsProtocol.MessageAppended(_key, appended.Message, _state.Transcript.Count));
            }
        }
    }

    private void Report(string reason, RunId? run = null, string? phase = null)
    {
        if (Summarise() is { } summary)
        {
            Context.Parent.Tell(new SessionsProtocol.Changed(summary, reason, run, phase));
        }
    }

    private SessionSummary? Summarise() => _state.Exists ? SessionSummaries.Of(_state, _activeModel, _services) : null;

    private void Publish(IReadOnlyList<BroadcastProtocol.Publish> events)
    {
        foreach (var message in events)
        {
            _services.Broadcast.Tell(message);
        }
    }

    private static ResolvedModel Resolved(SessionSummary summary) => new() { ModelProvider = summary.Model.Provider, Model = summary.Model.Model };

    private static string NewId() => Guid.NewGuid().ToString();
}
