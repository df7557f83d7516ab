using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Approvals;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Approvals;

namespace OpenClaw.Gateway.Approvals;

/// <summary>Owns what may run: the operators' document, the list of what was allowed for ever, and the questions that wait for a person.</summary>
/// <remarks>
/// Parent: <see cref="JournalSupervisor"/>, because a failed write stops the actor. Persistence id: <c>approvals</c>. State is the fold of
/// <see cref="IApprovalEvent"/>s; nobody hears of one before it is durable. A snapshot takes the place of old events, for questions come and go by the thousand. A timer for each question that waits. Who waits for an answer when the actor
/// stops is told so: questions stay open until their time is over, and clients ask again with <c>exec.approval.waitDecision</c>.
/// </remarks>
public sealed partial class ApprovalsActor : ServingPersistentActor, IWithTimers
{
    private readonly IActorRef _broadcast;
    private readonly ApprovalsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ApprovalsActor> _log;
    private readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);
    private ApprovalsState _state = ApprovalsState.Empty;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef broadcast, ApprovalsOptions options, TimeProvider time, ILogger<ApprovalsActor> log) =>
        Akka.Actor.Props.Create(() => new ApprovalsActor(broadcast, options, time, log));

    /// <summary>An actor with nothing allowed.</summary>
    public ApprovalsActor(IActorRef broadcast, ApprovalsOptions options, TimeProvider time, ILogger<ApprovalsActor> log)
    {
        _broadcast = broadcast;
        _options = options;
        _time = time;
        _log = log;
        Recover<SnapshotOffer>(offer => _state = (ApprovalsState)offer.Snapshot);
        Recover<IApprovalEvent>(OnReplayed);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<ApprovalsProtocol.GetAgent>(get => Sender.Tell(_state.Document.Of(get.Agent.Value)));
        Command<ApprovalsProtocol.Ask>(OnAsk);
        Command<ApprovalsProtocol.Withdraw>(OnWithdraw);
        Command<ApprovalsProtocol.Request>(OnRequest);
        Command<ApprovalsProtocol.WaitDecision>(OnWaitDecision);
        Command<ApprovalsProtocol.Resolve>(OnResolve);
        Command<ApprovalsProtocol.Spend>(OnSpend);
        Command<ApprovalsProtocol.List>(list => list.ReplyTo.Succeed(ApprovalsWire.List(_state.Pending(_time.GetUtcNow()))));
        Command<ApprovalsProtocol.GetDocument>(get => get.ReplyTo.Succeed(Document()));
        Command<ApprovalsProtocol.SetDocument>(OnSetDocument);
        Command<ApprovalsProtocol.TimeOver>(over => Answer(over.Id, null));
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<DeleteMessagesSuccess>(static _ => { });
        Command<DeleteSnapshotsSuccess>(static _ => { });
    }

    /// <inheritdoc/>
    public override string PersistenceId => "approvals";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var waiter in _waiters.Values.SelectMany(static waiting => waiting))
        {
            waiter.Interrupt();
        }

        // Stopped by a bug between a write and its answer.
        RefuseUnkept();
        base.PostStop();
    }

    private void OnAsk(ApprovalsProtocol.Ask ask)
    {
        var asker = Sender;
        var decision = ApprovalsDecider.Request(_state, ask.Id, ask.Request, _options.Wait, _time.GetUtcNow());
        if (decision.Error is { } error)
        {
            LogRefused(ask.Id, error);
            asker.Tell(new ApprovalsProtocol.Decided(ask.Id, null));
            return;
        }

        Keep(decision.Events, () => Await(ask.Id, new Waiter(made => Decide(ask, asker, made), () => Tell(null))), () => Tell(null));

        void Tell(ApprovalDecision? made) => asker.Tell(new ApprovalsProtocol.Decided(ask.Id, made));
    }

    /// <summary>The decision is for this one call: spent, and durably so, before the command can start. What cannot be spent allows nothing.</summary>
    private void Decide(ApprovalsProtocol.Ask ask, IActorRef asker, ApprovalDecision? made)
    {
        if (made is not (ApprovalDecision.AllowOnce or ApprovalDecision.AllowAlways))
        {
            Tell(made);
            return;
        }

        var spent = ApprovalsDecider.Spend(_state, ask.Id, ask.Request, _time.GetUtcNow());
        if (spent.Error is { } error)
        {
            LogRefused(ask.Id, error);
            Tell(ApprovalDecision.Deny);
            return;
        }

        Keep(spent.Events, () => Tell(made), () => Tell(ApprovalDecision.Deny));

        void Tell(ApprovalDecision? decision) => asker.Tell(new ApprovalsProtocol.Decided(ask.Id, decision));
    }

    private void OnWithdraw(ApprovalsProtocol.Withdraw withdraw) =>
        Keep(ApprovalsDecider.Resolve(_state, withdraw.Id, ApprovalDecision.Deny, "withdrawn", _time.GetUtcNow()).Events, static () => { }, static () => { });

    private void OnRequest(ApprovalsProtocol.Request request)
    {
        var wait = request.Wait > _options.MaxWait ? _options.MaxWait : request.Wait;
        var decision = ApprovalsDecider.Request(_state, request.Id, request.Command, wait, _time.GetUtcNow());
        if (decision.Error is { } error)
        {
            request.ReplyTo.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        Keep(decision.Events, request.ReplyTo, () =>
        {
            if (request.TwoPhase)
            {
                request.ReplyTo.Accept(ApprovalsWire.Accepted(_state.Approvals[request.Id]));
            }

            Await(request.Id, request.ReplyTo);
        });
    }

    private void OnWaitDecision(ApprovalsProtocol.WaitDecision wait)
    {
        if (_state.Approvals.ContainsKey(wait.Id))
        {
            Await(wait.Id, wait.ReplyTo);
        }
        else
        {
            wait.ReplyTo.Fail(ProtocolError.InvalidRequest("approval expired or not found"));
        }
    }

    private void OnResolve(ApprovalsProtocol.Resolve resolve)
    {
        var by = resolve.Caller.DeviceId ?? resolve.Caller.ClientId;
        var decision = ApprovalsDecider.Resolve(_state, resolve.Id, resolve.Decision, by, _time.GetUtcNow());
        if (decision.Error is { } error)
        {
            resolve.ReplyTo.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        Keep(decision.Events, resolve.ReplyTo, () => resolve.ReplyTo.Succeed(Payload.Encode(new ExecApprovalResolveResult { Ok = true }, ProtocolJson.Default.ExecApprovalResolveResult)));
    }

    private void OnSpend(ApprovalsProtocol.Spend spend)
    {
        var sender = Sender;
        var decision = ApprovalsDecider.Spend(_state, spend.Id, spend.Request, _time.GetUtcNow());
        Keep(decision.Events, () => sender.Tell(new ApprovalsProtocol.SpendAnswer(decision.Error)), () => sender.Tell(new ApprovalsProtocol.SpendAnswer(NotStored)));
    }

    private void OnSetDocument(ApprovalsProtocol.SetDocument set)
    {
        if (_state.IsWritten && set.BaseHash is null)
        {
            set.ReplyTo.Fail(ProtocolError.InvalidRequest("exec approvals base hash required; re-run exec.approvals.get and retry"));
        }
        else if (set.BaseHash is { } hash && hash != ApprovalsWire.HashOf(_state.Document))
        {
            set.ReplyTo.Fail(ProtocolError.InvalidRequest("exec approvals changed since last load; re-run exec.approvals.get and retry"));
        }
        else
        {
            Keep([new ApprovalsReplaced(set.Document, _time.GetUtcNow())], set.ReplyTo, () => set.ReplyTo.Succeed(Document()));
        }
    }

    private void StartTimer(Approval approval)
    {
        // A slow disk may take longer to keep a question than the question is to stand.
        var left = approval.ExpiresAt - _time.GetUtcNow();
        Timers.StartSingleTimer(approval.Id, new ApprovalsProtocol.TimeOver(approval.Id), left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private void Await(string id, ReplyTo replyTo)
    {
        if (_waiters.Sum(static waiting => waiting.Value.Count) >= _options.MaxWaiters)
        {
            replyTo.Fail(ProtocolError.Unavailable("too many clients wait for approvals", retryable: true, retryAfterMs: 1000));
            return;
        }

        Await(id, new Waiter(
            decision => replyTo.Succeed(ApprovalsWire.Answer(_state.Approvals[id], decision)),
            () => replyTo.Fail(ProtocolError.Unavailable("approvals were interrupted; ask again with exec.approval.waitDecision", retryable: true, retryAfterMs: 1000))));
    }

    private void Await(string id, Waiter waiter)
    {
        var approval = _state.Approvals[id];
        if (!approval.IsPending(_time.GetUtcNow()))
        {
            waiter.Answer(approval.Decision);
            return;
        }

        if (!_waiters.TryGetValue(id, out var waiting))
        {
            _waiters[id] = waiting = [];
        }

        waiting.Add(waiter);
    }

    private void Answer(string id, ApprovalDecision? decision)
    {
        Timers.Cancel(id);
        if (_waiters.Remove(id, out var waiting) && _state.Approvals.ContainsKey(id))
        {
            foreach (var waiter in waiting)
            {
                waiter.Answer(decision);
            }
        }
    }

    private ReadOnlyMemory<byte> Document()
    {
        var resolved = ExecPolicy.Of(_options.Configured(), _state.Document.Defaults);
        return Payload.Encode(
            new ExecApprovalsGetResult
            {
                Path = _options.Path,
                Exists = _state.IsWritten,
                Hash = ApprovalsWire.HashOf(_state.Document),
                File = _state.Document.ToWire(),
                ResolvedDefaults = ApprovalsWire.ToWire(new ExecPolicySettings(resolved.Security, resolved.Ask, resolved.AskFallback), []) with { AutoAllowSkills = false },
            },
            ProtocolJson.Default.ExecApprovalsGetResult);
    }

    /// <summary>Somebody who waits for a decision.</summary>
    /// <param name="Answer">Tells it; null when its time is over.</param>
    /// <param name="Interrupt">Tells that this actor stops.</param>
    private sealed record Waiter(Action<ApprovalDecision?> Answer, Action Interrupt);
}
