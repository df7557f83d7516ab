using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Finds the session that a request means, remembers runs by their idempotency keys, keeps the lanes, and answers what needs no transcript.</summary>
/// <remarks>
/// Parent: the gateway's root. Children: one <see cref="SessionActor"/> a conversation that somebody needs, stopped on failure and begun anew with
/// back-off when it has runs in flight. States: loading (the index is read, requests wait), unreadable
/// (reading failed and is tried again, requests are refused), running, draining. Timers: one an <c>agent.wait</c>, one a
/// session that failed, expiry of the index. Everything it knows is read back from the index that the sessions' events keep; callers
/// that wait over a restart are told to ask again, and watchers are forgotten.
/// </remarks>
public sealed partial class SessionsActor : ServingActor, IWithTimers, IWithUnboundedStash
{
    /// <summary>What answers give as the store's path.</summary>
    internal const string StorePath = "journal";

    private readonly RunServices _services;
    private readonly SessionProjection _projection;
    private readonly SessionWatchers _watchers = new();
    private readonly RunWaiters _waiters = new();
    private readonly Dictionary<RunId, string> _laneOf = [];
    private readonly Dictionary<RunId, SessionKey> _places = [];
    private readonly Dictionary<string, SessionKey> _claimed = new(StringComparer.Ordinal);
    private RunLedger _ledger;
    private Lanes _lanes;

    /// <summary>Props.</summary>
    public static Props Props(RunServices services) => Akka.Actor.Props.Create(() => new SessionsActor(services));

    /// <summary>No sessions.</summary>
    public SessionsActor(RunServices services)
    {
        _services = services;
        _projection = new SessionProjection(services);
        _ledger = RunLedger.Create(services.Options.Ledger);
        _lanes = Lanes.Create(services.Options.Lanes);
        Loading();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    private DateTimeOffset Now => _services.Time.GetUtcNow();

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        LogSessionFailed(failure);
        return Directive.Stop;
    });

    private void Running()
    {
        Receive<SessionsProtocol.StartRun>(OnStartRun);
        Receive<SessionsProtocol.Once>(OnOnce);
        Receive<SessionsProtocol.CommandOver>(OnCommandOver);
        Receive<SessionsProtocol.Create>(OnCreate);
        Receive<SessionsProtocol.WaitForRun>(OnWaitForRun);
        Receive<SessionsProtocol.WaitOver>(OnWaitOver);
        Receive<SessionsProtocol.ToSession>(OnToSession);
        Receive<SessionsProtocol.List>(list => list.ReplyTo.Succeed(_projection.List(list.Query, Now)));
        Receive<SessionsProtocol.Describe>(describe => describe.ReplyTo.Succeed(_projection.Describe(describe.Key)));
        Receive<SessionsProtocol.Explain>(OnExplain);
        Receive<SessionsProtocol.Preview>(OnPreview);
        Receive<SessionsProtocol.Resolve>(OnResolve);
        Receive<SessionsProtocol.WatchSessions>(OnWatchSessions);
        Receive<SessionsProtocol.WatchMessages>(OnWatchMessages);
        ReceiveFromSessions();
        ReceiveLifecycle();
        Receive<SessionsProtocol.Drain>(_ => OnDrain());
    }

    private void OnStartRun(SessionsProtocol.StartRun command)
    {
        if (_ledger.FindResent(command.Run, Now) is { } known)
        {
            AnswerResent(command, known);
            return;
        }

        if (LetIn(command.Run, command.Key, command.ReplyTo, command.Spec.Origin == RunOrigin.Agent ? WaiterKind.Agent : WaiterKind.Refusal))
        {
            Deliver(command.Key, new SessionProtocol.StartRun(command.Run, command.Spec, command.ReplyTo) { BeginsAnew = command.BeginsAnew });
        }
    }

    /// <summary>Commands stand in the ledger beside the runs: one key, one act, whatever stops in between.</summary>
    private void OnOnce(SessionsProtocol.Once command)
    {
        if (_ledger.FindResent(command.Command, Now) is { } known)
        {
            LogResent(command.Command);
            Sender.Tell(new SessionsProtocol.Taken(IsRepeat: true, known.Report is not null));
        }
        else if (_ledger.IsFull)
        {
            command.ReplyTo.Fail(TooManyRuns());
        }
        else
        {
            _ledger = _ledger.Accept(command.Command, command.Key, Now);
            Sender.Tell(new SessionsProtocol.Taken(IsRepeat: false, IsOver: false));
            OnToSession(new SessionsProtocol.ToSession(command.Key, command.Message));
        }
    }

    private void OnCommandOver(SessionsProtocol.CommandOver over) => _ledger = over.IsDone
        ? _ledger.End(over.Command, RunReport.Without(new RunOutcome.Completed(StopReason.Stop)), Now)
        : _ledger.Refuse(over.Command);

    private void OnCreate(SessionsProtocol.Create command)
    {
        var create = new SessionProtocol.Create(command.Changes, command.First, command.ReplyTo);
        if (command.First is { } first && _ledger.FindResent(first.Run, Now) is { Session: var session })
        {
            // The session was made and its run let in by an earlier request with this key: it is shown, and nothing starts.
            Deliver(session, create with { First = null });
        }
        else if (!Refuses(new SessionsProtocol.ToSession(command.Key, create))
            && (command.First is null || LetIn(command.First.Run, command.Key, command.ReplyTo, WaiterKind.Refusal)))
        {
            Deliver(command.Key, create);
        }
        else
        {
            DropClaims(command.Key);
        }
    }

    /// <summary>Remembers a new run and who hears of its refusal; false when there is no room for it.</summary>
    private bool LetIn(RunId run, SessionKey key, ReplyTo replyTo, WaiterKind waiter)
    {
        if (_ledger.IsFull)
        {
            replyTo.Fail(TooManyRuns());
            return false;
        }

        if (AddWaiter(run, replyTo, waiter) is null)
        {
            return false;
        }

        _ledger = _ledger.Accept(run, key, Now);
        return true;
    }

    private static ProtocolError TooManyRuns() => ProtocolError.Unavailable("too many runs in flight; try again later", retryable: true, retryAfterMs: 1000);

    /// <summary>The same request again: the answers of the first one, and never a second run.</summary>
    private void AnswerResent(SessionsProtocol.StartRun command, LedgerEntry known)
    {
        LogResent(command.Run);
        switch (command.Spec.Origin, known.Report)
        {
            case (RunOrigin.Agent, null):
                if (AddWaiter(known.Run, command.ReplyTo, WaiterKind.Agent) is not null)
                {
                    AgentReplies.Accept(command.ReplyTo, RunOrigin.Agent, known.Run, known.Session, known.AcceptedAt);
                }

                break;
            case (RunOrigin.Agent, _):
                Relay(command.ReplyTo, AgentReplies.Final(command.ReplyTo.RequestId, known));
                break;
            case (_, null):
                command.ReplyTo.Succeed(AgentReplies.ChatSend(known.Run, "in_flight"));
                break;
            default:
                command.ReplyTo.Succeed(AgentReplies.ChatSend(known.Run, "ok"));
                break;
        }
    }

    private void OnWaitForRun(SessionsProtocol.WaitForRun command)
    {
        if (_ledger.FindResult(command.Run, Now) is { Report: not null } ended)
        {
            command.ReplyTo.Succeed(AgentReplies.Waited(ended));
        }
        else if (command.Timeout <= TimeSpan.Zero)
        {
            command.ReplyTo.Succeed(AgentReplies.WaitTimedOut(command.Run));
        }
        else if (AddWaiter(command.Run, command.ReplyTo, WaiterKind.Wait) is { } waiter)
        {
            Timers.StartSingleTimer(waiter, new SessionsProtocol.WaitOver(waiter), command.Timeout);
        }
    }

    private void OnWaitOver(SessionsProtocol.WaitOver over)
    {
        if (_waiters.Remove(over.Waiter) is { } waiter)
        {
            waiter.ReplyTo.Succeed(AgentReplies.WaitTimedOut(waiter.Run));
        }
    }

    private void OnToSession(SessionsProtocol.ToSession command)
    {
        // A label names one session; what comes from elsewhere goes without rather than not at all.
        if (command.Message is SessionProtocol.Import { Conversation.Settings.Label: { } label } import && !Claims(label, command.Key))
        {
            var conversation = import.Conversation;
            command = command with { Message = import with { Conversation = conversation with { Settings = conversation.Settings with { Label = null } } } };
        }

        if (_sessions.ContainsKey(command.Key) || _down.Contains(command.Key) || _projection.Find(command.Key) is not null)
        {
            if (!Refuses(command))
            {
                Deliver(command.Key, command.Message);
            }

            return;
        }

        switch (command.Message)
        {
            case SessionProtocol.GetHistory history:
                history.ReplyTo.Succeed(ChatHistory.Encode(command.Key, SessionState.Empty, null, history.Query, _services));
                break;
            case SessionProtocol.AbortRuns abort:
                abort.ReplyTo.Succeed(AgentReplies.Aborted(abort, []));
                break;
            case SessionProtocol.Delete delete when !command.Key.IsMain:
                delete.ReplyTo.Succeed(Payload.Encode(
                    new SessionsDeleteResult { Ok = true, Key = command.Key.Value, Deleted = false, Archived = [] }, ProtocolJson.Default.SessionsDeleteResult));
                break;
            default:
                if (!Refuses(command))
                {
                    Deliver(command.Key, command.Message);
                }

                break;
        }
    }

    /// <summary>What a session cannot know by itself: whose run it is, which labels are taken, which session must stay.</summary>
    private bool Refuses(SessionsProtocol.ToSession command)
    {
        switch (command.Message)
        {
            case SessionProtocol.AbortRuns { Run: { } run } abort when _ledger.FindResult(run, Now) is { } entry && entry.Session != command.Key:
                abort.ReplyTo.Fail(ProtocolError.InvalidRequest("runId does not match sessionKey"));
                return true;
            case SessionProtocol.Delete delete when command.Key.IsMain:
                delete.ReplyTo.Fail(ProtocolError.InvalidRequest($"Cannot delete the main session ({command.Key})."));
                return true;
            case SessionProtocol.Patch { Changes.Label: { IsGiven: true, Value: { } label } } when !Claims(label, command.Key):
                command.ReplyTo.Fail(ProtocolError.InvalidRequest($"label already in use: {label}"));
                return true;
            case SessionProtocol.Create { Changes.Label: { IsGiven: true, Value: { } label } } when !Claims(label, command.Key):
                command.ReplyTo.Fail(ProtocolError.InvalidRequest($"label already in use: {label}"));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Keeps a label for a session until it says that it has it; false when another one has it, or is about to.</summary>
    private bool Claims(string label, SessionKey key)
    {
        var isTaken = _claimed.TryGetValue(label, out var claimant) ? claimant != key : _projection.FindByLabel(label) is { } owner && owner.Key != key;
        if (!isTaken)
        {
            _claimed[label] = key;
        }

        return !isTaken;
    }

    private void DropClaims(SessionKey key)
    {
        foreach (var (label, claimant) in _claimed)
        {
            if (claimant == key)
            {
                _claimed.Remove(label);
            }
        }
    }

    private void OnResolve(SessionsProtocol.Resolve resolve)
    {
        if (_projection.Resolve(resolve) is { } found)
        {
            resolve.ReplyTo.Succeed(Payload.Encode(
                new SessionsResolveResult { Ok = true, Key = found.Key.Value, AgentId = found.Key.Agent.Value }, ProtocolJson.Default.SessionsResolveResult));
        }
        else if (resolve.AllowMissing)
        {
            resolve.ReplyTo.Succeed(Payload.Encode(new SessionsResolveResult { Ok = false }, ProtocolJson.Default.SessionsResolveResult));
        }
        else
        {
            resolve.ReplyTo.Fail(ProtocolError.InvalidRequest(
                $"No session found: {resolve.Key?.Value ?? resolve.SessionId ?? resolve.Label}"));
        }
    }

    private void OnWatchSessions(SessionsProtocol.WatchSessions watch)
    {
        _watchers.WatchSessions(watch.ReplyTo.Connection, watch.Caller.Id, watch.On);
        Context.Watch(watch.ReplyTo.Connection);
        watch.ReplyTo.Succeed(watch.On
            ? Payload.Encode(new SessionsSubscribeResult { Subscribed = true }, ProtocolJson.Default.SessionsSubscribeResult)
            : Payload.Encode(new SessionsUnsubscribeResult { Subscribed = false }, ProtocolJson.Default.SessionsUnsubscribeResult));
    }

    private void OnWatchMessages(SessionsProtocol.WatchMessages watch)
    {
        if (!_watchers.WatchMessages(watch.ReplyTo.Connection, watch.Caller.Id, watch.Key, watch.On))
        {
            watch.ReplyTo.Fail(ProtocolError.Unavailable($"one connection can watch {SessionWatchers.MaxKeys} sessions", retryable: false));
            return;
        }

        Context.Watch(watch.ReplyTo.Connection);
        watch.ReplyTo.Succeed(watch.On
            ? Payload.Encode(
                new SessionsMessagesSubscribeResult { Subscribed = true, Key = watch.Key.Value }, ProtocolJson.Default.SessionsMessagesSubscribeResult)
            : Payload.Encode(
                new SessionsMessagesUnsubscribeResult { Subscribed = false, Key = watch.Key.Value }, ProtocolJson.Default.SessionsMessagesUnsubscribeResult));
    }

    // The rows stand in the database and not in memory: nobody looks at more than a few of them.
    private void OnPreview(SessionsProtocol.Preview preview)
    {
        var (services, now) = (_services, Now);
        preview.ReplyTo.Detach(services.SessionsLog, "previews cannot be read at the moment", async () =>
        {
            var keys = preview.Keys.Distinct(StringComparer.Ordinal).ToDictionary(
                static text => text, text => services.Agents.TryResolve(text, null, out var key, out _) ? key.Value : null, StringComparer.Ordinal);
            var rows = await services.Index.FindAsync<SessionPreviewRow>(SessionPreviewRow.Collection, [.. keys.Values.OfType<string>().Distinct()]).ConfigureAwait(false);
            preview.ReplyTo.Succeed(SessionPreviews.Encode(preview, text => keys[text] is { } key ? rows.GetValueOrDefault(key) : null, now));
        });
    }

    private void OnLaneWanted(SessionsProtocol.LaneWanted wanted)
    {
        _laneOf[wanted.Run] = wanted.Lane;
        _lanes = _lanes.Enter(wanted.Lane, wanted.Run, out var granted);
        if (granted)
        {
            Grant(wanted.Run);
        }
    }

    private void OnPlaceWanted(SessionsProtocol.PlaceWanted wanted)
    {
        _places[wanted.Ticket] = wanted.Key;
        OnLaneWanted(new SessionsProtocol.LaneWanted(wanted.Ticket, LaneLimits.Main));
    }

    private void LeavePlace(RunId ticket)
    {
        _places.Remove(ticket);
        LeaveLane(ticket);
    }

    private void OnRunRefused(SessionsProtocol.RunRefused refused)
    {
        LeaveLane(refused.Run);
        _ledger = _ledger.Refuse(refused.Run);
        BringLater(refused.Run);
        foreach (var waiter in _waiters.Take(refused.Run))
        {
            Timers.Cancel(waiter.Id);
            waiter.ReplyTo.Fail(refused.Error);
        }
    }

    private void OnRunEnded(SessionsProtocol.RunEnded ended)
    {
        LeaveLane(ended.Run);
        _answers.Remove(ended.Run);
        _ledger = _ledger.End(ended.Run, ended.Report, ended.At);
        if (_ledger.FindResult(ended.Run, ended.At) is { Report: not null } entry)
        {
            AnswerWaiters(entry);
        }
        else
        {
            // Too large to be remembered, and yet an answer to those who wait now.
            AnswerWaiters(new LedgerEntry(ended.Run, default, ended.At, ended.At, ended.Report));
        }
    }

    private void AnswerWaiters(LedgerEntry entry)
    {
        foreach (var waiter in _waiters.Take(entry.Run))
        {
            Timers.Cancel(waiter.Id);
            switch (waiter.Kind)
            {
                case WaiterKind.Agent:
                    Relay(waiter.ReplyTo, AgentReplies.Final(waiter.ReplyTo.RequestId, entry));
                    break;
                case WaiterKind.Wait:
                    Relay(waiter.ReplyTo, new MethodReply.Completed(waiter.ReplyTo.RequestId, AgentReplies.Waited(entry)));
                    break;
            }
        }
    }

    private void OnChanged(SessionsProtocol.Changed changed)
    {
        _projection.Set(changed.Summary);
        DropClaims(changed.Summary.Key);
        _failures.Remove(changed.Summary.Key);
        ReportHealth(changed.Summary.Key.Agent);
        if (_watchers.OfSessions is { IsEmpty: false } watchers)
        {
            _services.Broadcast.Tell(SessionEventFrames.Changed(changed, Now, caller => watchers.Contains(caller.Id)));
        }
    }

    private void OnMessageAppended(SessionsProtocol.MessageAppended appended)
    {
        if (_watchers.OfMessages(appended.Key) is { IsEmpty: false } watchers)
        {
            _services.Broadcast.Tell(SessionEventFrames.Message(
                appended, _projection.Find(appended.Key), _services.Models, caller => watchers.Contains(caller.Id)));
        }
    }

    private void ReportHealth(AgentId agent)
    {
        if (_services.Health is not { } health)
        {
            return;
        }

        var (count, recent) = _projection.OfAgent(agent);
        ImmutableArray<RecentSession> sessions = [.. recent.Select(static summary => new RecentSession(
            summary.Key.Value, summary.SessionId, summary.UpdatedAt, summary.Model.Model))];
        health.Tell(new HealthProtocol.Report(facts => facts with
        {
            Agents = [.. facts.Agents.Select(known => known.AgentId == agent.Value ? known with { SessionCount = count, RecentSessions = sessions } : known)],
        }));
    }

    private void OnRemoved(SessionsProtocol.Removed removed)
    {
        var gone = _projection.Remove(removed.Key);
        ReportHealth(removed.Key.Agent);
        if (gone is { } summary && _watchers.OfSessions is { IsEmpty: false } watchers)
        {
            _services.Broadcast.Tell(SessionEventFrames.Deleted(summary, Now, caller => watchers.Contains(caller.Id)));
        }
    }

    private long? AddWaiter(RunId run, ReplyTo replyTo, WaiterKind kind)
    {
        if (_waiters.Count >= _services.Options.MaxWaiters)
        {
            replyTo.Fail(ProtocolError.Unavailable("too many callers wait for runs; try again later", retryable: true, retryAfterMs: 1000));
            return null;
        }

        Context.Watch(replyTo.Connection);
        return _waiters.Add(run, replyTo, kind);
    }

    private void LeaveLane(RunId run)
    {
        if (_laneOf.Remove(run, out var lane))
        {
            _lanes = _lanes.Leave(lane, run, out var next);
            if (next is { } granted)
            {
                Grant(granted);
            }
        }
    }

    private void Grant(RunId run)
    {
        if (_places.TryGetValue(run, out var key) && _sessions.TryGetValue(key, out var summarising))
        {
            summarising.Tell(new SessionProtocol.PlaceGranted(run));
        }
        else if (_ledger.FindResult(run, Now) is { Report: null } entry && _sessions.TryGetValue(entry.Session, out var session))
        {
            session.Tell(new SessionProtocol.LaneGranted(run));
        }
        else
        {
            LeaveLane(run);
        }
    }

    /// <summary>Final answers go the way of the events, so that they come after all that was published before.</summary>
    private void Relay(ReplyTo replyTo, MethodReply.IMethodReply reply) => _services.Broadcast.Tell(new BroadcastProtocol.Relay(replyTo.Connection, reply));
}
