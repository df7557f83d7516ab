using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Usage;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Broadcast;

namespace OpenClaw.Gateway.Sessions;

// The queue of a session and the run in progress.
public sealed partial class SessionActor
{
    private ModelRef? _activeModel;
    private IActorRef? _run;
    private bool _launching;
    private bool _suspended;
    private RunId? _laneAskedFor;
    private RunId? _laneGrantedTo;
    private int _runsStarted;
    private bool _hasPaused;
    private DateTimeOffset? _resumesAt;

    private void OnStartRun(SessionProtocol.StartRun command)
    {
        if (!command.BeginsAnew || _state.HasRun(command.Run))
        {
            Accept(command);
            return;
        }

        StopCompaction();
        Abort(SessionDecider.ToAbort(_state, null), "reset");
        WhenIdle(command.ReplyTo, () => Accept(command));
    }

    private void Accept(SessionProtocol.StartRun command)
    {
        var at = Now;
        var isNew = !_state.Exists;
        var (most, queue) = (_services.Options.MaxWaitingPerSession, _services.Options.Queue);
        var isOver = command.Spec.Origin != RunOrigin.Agent && _state.Exists && _services.Options.Reset.Of(_key).IsOver(_state.FreshSince, at, _services.Time.LocalTimeZone);
        var decision = command.BeginsAnew
            ? SessionDecider.ResetAndAccept(_state, _key, NewId(), command.Run, command.Spec, most, at, queue)
            : isOver
            ? SessionDecider.AcceptAnew(_state, _key, NewId(), command.Run, command.Spec, most, at, queue)
            : SessionDecider.Accept(_state, _key, NewId(), command.Run, command.Spec, most, at, queue);
        if (decision.Refusal == SessionRefusal.DuplicateRun)
        {
            // Its writing was given up when it had in fact succeeded, or was about to: the client was refused, and asks again.
            AgentReplies.Accept(command.ReplyTo, command.Spec.Origin, command.Run, _key, at);
            return;
        }

        if (decision.Refusal is not null)
        {
            LogRunRefused(command.Run, _state.Waiting.Count);
            Context.Parent.Tell(new SessionsProtocol.RunRefused(command.Run, SessionErrors.Full(_key, _state.Waiting.Count)));
            return;
        }

        var parent = Context.Parent;
        Commit(
            decision,
            () =>
            {
                AgentReplies.Accept(command.ReplyTo, command.Spec.Origin, command.Run, _key, at);
                if (isNew)
                {
                    Report("create", command.Run);
                }
                else if (decision.Events[0] is SessionEvent.Reset)
                {
                    if (!command.BeginsAnew)
                    {
                        LogGrownOld();
                    }

                    Report("reset", command.Run);
                }

                Report("send", command.Run);
                if (command.Spec.Queue == QueueMode.Interrupt)
                {
                    Abort(SessionDecider.ToAbort(_state, null).Remove(command.Run), "interrupted");
                }
                else if (queue.Drop == QueueDrop.Old && _state.Waiting.Count > queue.Cap)
                {
                    Abort([_state.Waiting[0].Run], "dropped");
                }

                StartNext();
            },
            error => parent.Tell(new SessionsProtocol.RunRefused(command.Run, error)),
            [
                RowOf(new LedgerEntry(command.Run, _key, at, null, null)),
                .. command.IsAnswer ? [new IndexChange(PendingAnswer.Collection, command.Run.Value, null)] : ImmutableArray<IndexChange>.Empty,
            ]);
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

    /// <summary>What the run says on its way is recorded before it goes on: an answer with tool calls before they are made, and each result.</summary>
    private void OnAppend(RunProtocol.Append append)
    {
        var decision = SessionDecider.Append(_state, append.Message, Now);
        var run = _run;
        if (decision.Refusal is null && run is not null)
        {
            ImmutableArray<ModelMessage> steering = [.. decision.Events.OfType<SessionEvent.RunJoined>()
                .Select(joined => new ModelMessage(ModelRole.User, _state.Waiting.Find(waiting => waiting.Run == joined.Run)!.Spec.Input))];
            Commit(decision, () => run.Tell(new RunProtocol.Recorded(append.Message.Id, steering)));
        }
    }

    private void OnRunFinished(RunProtocol.Finished finished)
    {
        if (_state.Active?.Run == finished.Run && !_suspended)
        {
            End(finished.Run, finished.Report, finished.LastEvents);
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        if (terminated.ActorRef.Equals(_compaction?.Actor))
        {
            FailCompaction("The summary was stopped by a failure inside the gateway.");
            return;
        }

        // A run that stopped without a word: its end is made here, so that nobody waits for ever.
        if (terminated.ActorRef.Equals(_run) && _state.Active is { } active)
        {
            EndWithoutActor(active.Run, new RunOutcome.Failed(ModelErrorKind.Unavailable, "The run was stopped by a failure inside the gateway."));
        }
    }

    private void OnAbortRuns(SessionProtocol.AbortRuns command)
    {
        var runs = SessionDecider.ToAbort(_state, command.Run);
        Abort(runs, command.Reason);
        command.ReplyTo.Succeed(AgentReplies.Aborted(command, runs));
    }

    /// <summary>The gateway stops: the run in progress is put aside and goes on after the next start.</summary>
    private void OnSuspend()
    {
        _suspended = true;
        StopCompaction();
        if (_run is { } run)
        {
            Context.Unwatch(run);
            run.Tell(RunProtocol.Suspend.Instance);
            _run = null;
        }

        var parent = Context.Parent;
        Commit(SessionDecider.Suspend(_state, Now), () => parent.Tell(new SessionsProtocol.Suspended(_key)));
    }

    /// <summary>Starts the first waiting run, or goes on with one that a restart cut off, when its lane has a place.</summary>
    private void StartNext()
    {
        if (_run is not null || _launching || _suspended || _compaction is not null || (_state.Active ?? (_state.Waiting.IsEmpty ? null : _state.Waiting[0])) is not { } next)
        {
            return;
        }

        if (MustWaitForQuiet(next) || MustPause())
        {
            return;
        }

        if (_laneGrantedTo != next.Run)
        {
            if (_laneAskedFor != next.Run)
            {
                _laneAskedFor = next.Run;
                Context.Parent.Tell(new SessionsProtocol.LaneWanted(next.Run, next.Spec.Lane));
            }

            return;
        }

        if (_state.Active is null)
        {
            if (CompactBefore(next))
            {
                return;
            }

            _launching = true;
            Commit(SessionDecider.Start(_state, next.Run, NewId(), _services.Options.Queue.Cap, Now), () => Launch([], "agent.run.started"));
        }
        else
        {
            _launching = true;
            var tools = ToolsOf(next);
            LogRunResumed(next.Run, _state.Active.Lives + 1);
            Commit(
                SessionDecider.Resume(_state, name => tools.Any(tool => tool.Tool.Name == name && tool.IsRepeatable), NewId, Now),
                () => Launch(SessionDecider.OpenCalls(_state, next.Run), "agent.run.resumed"));
        }
    }

    /// <summary>Inputs that came during a run are answered together, once their user has paused. The first input of an idle session does not wait.</summary>
    private bool MustWaitForQuiet(SessionRun next)
    {
        if (_state.Active is not null || next.Spec.Queue != QueueMode.Collect || _state.Last is not { } last || next.AcceptedAt >= last.EndedAt)
        {
            return false;
        }

        var quiet = Now - _state.Waiting.Last(static waiting => waiting.Spec.Queue == QueueMode.Collect).AcceptedAt;
        if (quiet >= _services.Options.Queue.Debounce)
        {
            return false;
        }

        Timers.StartSingleTimer(QuietDue.Instance, QuietDue.Instance, _services.Options.Queue.Debounce - quiet);
        return true;
    }

    /// <summary>A run that was cut off again and again waits before it goes on, and in the end is given up. While it waits it takes no place in its lane.</summary>
    private bool MustPause()
    {
        if (_state.Active is not { } active)
        {
            return false;
        }

        if (SessionDecider.PauseBeforeResume(_state, _services.Options.Resumes) is not { } pause)
        {
            LogRunPoisoned(active.Run, active.Resumes);
            EndWithoutActor(active.Run, new RunOutcome.Failed(
                ModelErrorKind.Unavailable, $"The run was given up: the gateway stopped {active.Resumes + 1} times while it ran, and it got nowhere."));
            return true;
        }

        if (_hasPaused || pause == TimeSpan.Zero)
        {
            return false;
        }

        if (_resumesAt is null)
        {
            _resumesAt = Now + pause;
            LogRunPauses(active.Run, active.Resumes, pause.TotalSeconds);
            Timers.StartSingleTimer(PauseOver.Instance, PauseOver.Instance, pause);
        }

        return true;
    }

    private void OnPauseOver()
    {
        (_hasPaused, _resumesAt) = (true, null);
        StartNext();
    }

    private void Launch(ImmutableArray<MessageContent.ToolCall> openCalls, string reason)
    {
        _launching = false;
        if (_suspended || _state.Active is not { } active)
        {
            return;
        }

        var models = _services.Agents.ModelsOf(_key.Agent, active.Spec.Model ?? _state.Settings.Model);
        var agent = _services.Agents.TryGet(_key.Agent, out var profile) ? profile : _services.Agents.Default;
        var setup = new RunProtocol.Setup(
            active.Run,
            _key,
            _state.SessionId!,
            active.Spec.Timeout,
            models,
            new PromptSource(agent, active.Spec.ExtraSystemPrompt, _state.Transcript, _state.Compaction, active.StartedAt ?? Now),
            ToolsOf(active))
        {
            Life = active.Lives,
            Earlier = EarlierAnswers(active.Run),
            OpenCalls = openCalls,
            KeyOfVersion3 = active.Spec.KeyOfVersion3,
            ClientTools = active.Spec.ClientTools,
            Thinking = active.Spec.Thinking ?? ThinkingEfforts.Parse(_state.Settings.ThinkingLevel),
            ShowToolResults = _state.Settings.VerboseLevel == "full",
        };
        _activeModel = models.Primary;
        _run = Context.Watch(Context.ActorOf(RunActor.Props(setup, _services, Self), $"run-{++_runsStarted}"));
        Report(reason, active.Run, "start");
    }

    private ImmutableArray<ToolDefinition> ToolsOf(SessionRun run) =>
        ClientTools.Over(_services.Tools, run.Spec.ClientTools).ToolsOf(new ToolContext(_key, _state.SessionId!, run.Run));

    /// <summary>What a run said before a restart; only the run in progress can have said anything, so the search ends at its question.</summary>
    private ImmutableArray<TranscriptMessage.Assistant> EarlierAnswers(RunId run) =>
        [.. _state.Transcript.Reverse().TakeWhile(message => !(message is TranscriptMessage.User said && said.Run == run)).OfType<TranscriptMessage.Assistant>().Where(answer => answer.Run == run).Reverse()];

    private void Abort(ImmutableArray<RunId> runs, string reason)
    {
        foreach (var run in runs)
        {
            if (_state.Active?.Run == run && _run is not null)
            {
                _run.Tell(new RunProtocol.Abort(reason));
            }
            else
            {
                EndWithoutActor(run, new RunOutcome.Aborted(reason));
            }
        }
    }

    /// <summary>Ends a run that has no actor: it still waits, or its actor is gone.</summary>
    private void EndWithoutActor(RunId run, RunOutcome outcome)
    {
        var spec = (_state.Active?.Run == run ? _state.Active : _state.Waiting.Find(waiting => waiting.Run == run))?.Spec;
        var narrator = new RunNarrator(run, _key, _state.SessionId!, _services.Time, spec?.KeyOfVersion3);
        var told = new List<BroadcastProtocol.Publish>(2);
        End(run, narrator.End(outcome, "", null, told)!, told);
    }

    /// <summary>The end becomes durable first; then the clients, and last the callers that wait, hear of it.</summary>
    private void End(RunId run, RunReport report, IReadOnlyList<BroadcastProtocol.Publish> lastEvents)
    {
        var at = Now;
        var ending = _state.Active?.Run == run ? _state.Active : _state.Waiting.Find(waiting => waiting.Run == run);
        var full = report with { SessionId = _state.SessionId, StartedAt = ending?.StartedAt };
        var decision = SessionDecider.End(_state, run, full, NewId(), at);
        if (ending is null || decision.Refusal is not null)
        {
            return;
        }

        var counts = RunCounts.Of(_state, ending, decision.Events.OfType<SessionEvent.MessageAppended>().Select(static appended => appended.Message), ending.StartedAt, at);
        if (ending.StartedAt is not null)
        {
            _run = null;
            _activeModel = null;
        }

        ImmutableArray<(SessionRun Run, RunReport Report)> ends = [(ending, full), .. ending.Joined.Select(joined => (joined, full with { StartedAt = joined.StartedAt, Usage = ModelUsage.None }))];
        ImmutableArray<PendingAnswer> answers = [.. ends.Where(static end => end.Run.Spec.AnswerTo is not null).Select(static end => PendingAnswer.Of(end.Run.Spec.AnswerTo!, end.Report))];
        Commit(
            decision,
            () =>
            {
                // First of all: who asks about the session as soon as the last event is there is not told that the run goes on.
                Report("agent.run.ended", run, report.Outcome is RunOutcome.Failed or RunOutcome.TimedOut ? "error" : "end");
                Publish(lastEvents);
                foreach (var (joined, _) in ends.Skip(1))
                {
                    Publish(SilentEnd(joined, report.Outcome));
                }

                foreach (var (ended, left) in ends)
                {
                    Context.Parent.Tell(new SessionsProtocol.RunEnded(ended.Run, left.ToRemember(), at));
                }

                foreach (var answer in answers)
                {
                    Context.Parent.Tell(new SessionsProtocol.AnswerDue(answer));
                }

                while (_state.Active is null && _whenIdle.TryDequeue(out var waiting))
                {
                    waiting.Act();
                }

                StartNext();
            },
            rows:
            [
                .. ends.Select(end => RowOf(
                    new LedgerEntry(end.Run.Run, _key, end.Run.AcceptedAt, at, end.Report.ToRemember()), at + _services.Options.Ledger.ResultWindow)),
                .. UsageRow.Of(run, _key, report, counts, at),
                .. answers.Select(static answer => new IndexChange(PendingAnswer.Collection, answer.Run.Value, answer)),
            ]);
    }

    /// <summary>The end of a run that another one answered: chats have seen the answer, so it comes without.</summary>
    private List<BroadcastProtocol.Publish> SilentEnd(SessionRun joined, RunOutcome outcome)
    {
        var told = new List<BroadcastProtocol.Publish>(2);
        new RunNarrator(joined.Run, _key, _state.SessionId!, _services.Time, joined.Spec.KeyOfVersion3).End(outcome, "", null, told);
        return told;
    }

    private sealed class QuietDue
    {
        public static readonly QuietDue Instance = new();
    }

    private sealed class PauseOver
    {
        public static readonly PauseOver Instance = new();
    }
}
