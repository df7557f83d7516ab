using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
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
/// Parent: <see cref="SessionsActor"/>, which begins it anew with back-off. Persistence id: <c>session-{key}</c>; state is the fold of
/// <see cref="SessionEvent"/>s, and nobody hears of one before it is durable. Children: one <see cref="RunActor"/> at a time, stopped on failure, whose
/// end is an event here. States: recovering; idle, waiting for a lane, running; a reset or delete that came during a run waits for its end. A restart
/// loses nothing that was accepted: a run in progress goes on. An idle session asks to be put aside.
/// </remarks>
public sealed partial class SessionActor : ServingPersistentActor, IWithTimers
{
    private readonly SessionKey _key;
    private readonly RunServices _services;
    private readonly Queue<(Action Act, ReplyTo ReplyTo)> _whenIdle = new();
    private SessionState _state = SessionState.Empty;

    /// <summary>Props of one session.</summary>
    public static Props Props(SessionKey key, RunServices services) =>
        Akka.Actor.Props.Create(() => new SessionActor(key, services)).WithDispatcher(services.Options.Dispatcher);

    /// <summary>The conversation of this key, as the journal has it.</summary>
    public SessionActor(SessionKey key, RunServices services)
    {
        _key = key;
        _services = services;
        PersistenceId = $"session-{key.Value}";

        Recover<SessionEvent>(OnReplayed);
        Recover<SnapshotOffer>(OnSnapshot);
        Recover<RecoveryCompleted>(_ => OnRecovered());

        Command<SessionProtocol.StartRun>(OnStartRun);
        Command<SessionProtocol.LaneGranted>(OnLaneGranted);
        Command<SessionProtocol.PlaceGranted>(OnPlaceGranted);
        Command<QuietDue>(_ => StartNext());
        Command<PauseOver>(_ => OnPauseOver());
        Command<RunProtocol.ModelSelected>(OnModelSelected);
        Command<RunProtocol.Append>(OnAppend);
        Command<RunProtocol.Finished>(OnRunFinished);
        Command<Terminated>(OnTerminated);
        Command<SessionProtocol.AbortRuns>(OnAbortRuns);
        Command<SessionProtocol.GetHistory>(OnGetHistory);
        Command<SessionProtocol.Inject>(OnInject);
        Command<SessionProtocol.Patch>(OnPatch);
        Command<SessionProtocol.Create>(OnCreate);
        Command<SessionProtocol.Compact>(OnCompact);
        Command<CompactionProtocol.Finished>(OnCompactionFinished);
        Command<SessionProtocol.Import>(OnImport);
        Command<SessionProtocol.Export>(OnExport);
        Command<SessionProtocol.Reset>(OnReset);
        Command<SessionProtocol.GetCondition>(_ => Sender.Tell(new SessionProtocol.Condition(_compaction?.Since, _resumesAt, _state.Active?.Resumes + 1 ?? 0)));
        Command<SessionProtocol.Delete>(OnDelete);
        Command<SessionProtocol.Suspend>(_ => OnSuspend());
        Command<SessionProtocol.Retire>(_ => OnRetire());
        Command<ReceiveTimeout>(_ => OnQuiet());
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<DeleteSnapshotsSuccess>(static _ => { });
        Command<DeleteMessagesSuccess>(static _ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    private bool IsIdle => _state.Active is null && _state.Waiting.IsEmpty && _whenIdle.Count == 0 && _compaction is null && _placeWanted is null;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        while (_whenIdle.TryDequeue(out var waiting))
        {
            waiting.ReplyTo.Fail(SessionErrors.Interrupted(_key));
        }

        StopCompaction();
        base.PostStop();
    }

    private void OnGetHistory(SessionProtocol.GetHistory command) =>
        command.ReplyTo.Succeed(ChatHistory.Encode(_key, _state, Summarise(), command.Query, _services));

    private void OnInject(SessionProtocol.Inject command)
    {
        var id = command.MessageId;
        var decision = SessionDecider.Inject(_state, _key, NewId(), command.Text, id, Now);
        var answer = Payload.Encode(new ChatInjectResult { Ok = true, MessageId = id }, ProtocolJson.Default.ChatInjectResult);
        if (decision.Events.IsEmpty)
        {
            command.ReplyTo.Succeed(answer);
            return;
        }

        Commit(
            decision,
            () =>
            {
                var narrator = new RunNarrator(RunId.Parse($"inject-{id}"), _key, _state.SessionId!, _services.Time);
                narrator.AppendText(command.Text);
                var told = new List<BroadcastProtocol.Publish>();
                narrator.End(new RunOutcome.Completed(StopReason.Stop), "", null, told);

                // A note is no run: only the chat hears of it, as one finished message.
                Publish([told[^1]]);
                Report("inject");
                command.ReplyTo.Succeed(answer);
            },
            command.ReplyTo.Fail);
    }

    /// <summary>Makes the session, and lets its first run in with it: both or neither.</summary>
    private void OnCreate(SessionProtocol.Create command)
    {
        var at = Now;
        var isNew = !_state.Exists;
        var decision = SessionDecider.Create(_state, _key, NewId(), command.Changes.Apply(_state.Settings), at);
        if (command.First is { } first)
        {
            var created = decision.Events.Aggregate(_state, static (state, happened) => state.Apply(happened));
            var accepted = SessionDecider.Accept(created, _key, NewId(), first.Run, first.Spec, _services.Options.MaxWaitingPerSession, at, _services.Options.Queue);
            if (accepted.Refusal is not null and not SessionRefusal.DuplicateRun)
            {
                LogRunRefused(first.Run, _state.Waiting.Count);
                Context.Parent.Tell(new SessionsProtocol.RunRefused(first.Run, SessionErrors.Full(_key, _state.Waiting.Count)));
                return;
            }

            decision = SessionDecision.Of([.. decision.Events, .. accepted.Events]);
        }

        var parent = Context.Parent;
        Commit(
            decision,
            () =>
            {
                var summary = Summarise()!;
                Report(isNew ? "create" : "patch");
                command.ReplyTo.Succeed(Payload.Encode(
                    new SessionsCreateResult
                    {
                        Ok = true,
                        Key = _key.Value,
                        SessionId = summary.SessionId,
                        Entry = SessionRows.ToEntry(summary),
                        RunStarted = command.First is not null,
                        Resolved = Resolved(summary),
                    },
                    ProtocolJson.Default.SessionsCreateResult));
                StartNext();
            },
            command.First is { } run ? error => parent.Tell(new SessionsProtocol.RunRefused(run.Run, error)) : command.ReplyTo.Fail,
            command.First is { } begun ? [RowOf(new LedgerEntry(begun.Run, _key, at, null, null))] : default);
    }

    private void OnPatch(SessionProtocol.Patch command) => Commit(
        SessionDecider.Patch(_state, _key, NewId(), command.Changes.Apply(_state.Settings), Now),
        () =>
        {
            var summary = Summarise()!;

            // Before the answer: what the client asks for next must find the label that it was just given.
            Report("patch");
            command.ReplyTo.Succeed(Payload.Encode(
                new SessionsPatchResult { Ok = true, Path = SessionsActor.StorePath, Key = _key.Value, Entry = SessionRows.ToEntry(summary), Resolved = Resolved(summary) },
                ProtocolJson.Default.SessionsPatchResult));
        },
        command.ReplyTo.Fail,
        RowsOf(command.Command));

    private void OnReset(SessionProtocol.Reset command)
    {
        StopCompaction();
        Abort(SessionDecider.ToAbort(_state, null), "reset");
        WhenIdle(command.ReplyTo, () => Commit(
            SessionDecider.Reset(_state, _key, NewId(), NewId(), Now),
            () =>
            {
                var summary = Summarise()!;
                Report("reset");
                command.ReplyTo.Succeed(Payload.Encode(
                    new SessionsResetResult { Ok = true, Key = _key.Value, Entry = SessionRows.ToEntry(summary), Resolved = Resolved(summary) },
                    ProtocolJson.Default.SessionsResetResult));
            },
            command.ReplyTo.Fail,
            RowsOf(command.Command)));
    }

    private void OnDelete(SessionProtocol.Delete command)
    {
        StopCompaction();
        Abort(SessionDecider.ToAbort(_state, null), "deleted");
        WhenIdle(command.ReplyTo, () =>
        {
            var existed = _state.Exists;
            var decision = SessionDecider.Delete(_state, _key, NewId(), Now);
            Commit(
                decision,
                () =>
                {
                    if (existed)
                    {
                        // The journal need not keep what nobody can read any more. The deletion itself stays, and so does what is behind it, which belongs to the
                        // session that begins then: a snapshot of before may outlive this, when it is still being written or the process ends between the two.
                        DeleteMessages(LastSequenceNr - decision.Events.Length);
                        DeleteSnapshots(new SnapshotSelectionCriteria(LastSequenceNr));
                    }

                    Context.Parent.Tell(new SessionsProtocol.Removed(_key));
                    command.ReplyTo.Succeed(Payload.Encode(
                        new SessionsDeleteResult { Ok = true, Key = _key.Value, Deleted = existed, Archived = [] }, ProtocolJson.Default.SessionsDeleteResult));
                    Report("create");
                },
                command.ReplyTo.Fail);
        });
    }

    private void OnQuiet()
    {
        if (IsIdle)
        {
            Context.Parent.Tell(new SessionsProtocol.Quiet(_key));
        }
    }

    private void OnRetire()
    {
        if (IsIdle)
        {
            Context.Stop(Self);
        }
        else
        {
            Context.Parent.Tell(new SessionsProtocol.Stays(_key));
        }
    }

    private void WhenIdle(ReplyTo replyTo, Action action)
    {
        if (_state.Active is null)
        {
            action();
        }
        else
        {
            _whenIdle.Enqueue((action, replyTo));
        }
    }

    private void Report(string reason, RunId? run = null, string? phase = null)
    {
        if (Summarise() is { } summary)
        {
            Context.Parent.Tell(new SessionsProtocol.Changed(summary, reason, run, phase));
        }
    }

    private SessionSummary? Summarise() => _state.Exists ? SessionSummary.Of(SessionIndexRow.Of(_state), _activeModel, _services) : null;

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
