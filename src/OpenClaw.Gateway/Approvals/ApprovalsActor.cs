using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Approvals;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Events.Approvals;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Approvals;

namespace OpenClaw.Gateway.Approvals;

/// <summary>Owns what may run: the operators' document, the list of what was allowed for ever, and the questions that wait for a person.</summary>
/// <remarks>
/// Parent: a back-off supervisor, because a failed write stops the actor. Persistence id: <c>approvals</c>. State is the fold of
/// <see cref="IApprovalEvent"/>s; nobody hears of one before it is durable. A timer for each question that waits. A restart loses who waits for an answer:
/// questions stay open until their time is over, and clients ask again with <c>exec.approval.waitDecision</c>.
/// </remarks>
public sealed partial class ApprovalsActor : ReceivePersistentActor, IWithTimers
{
    private readonly IActorRef _broadcast;
    private readonly ApprovalsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ApprovalsActor> _log;
    private readonly Dictionary<string, List<Action<Approval, ApprovalDecision?>>> _waiters = new(StringComparer.Ordinal);
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
        Recover<IApprovalEvent>(@event => _state = _state.Apply(@event));
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
    }

    /// <inheritdoc/>
    public override string PersistenceId => "approvals";

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private void OnRecovered()
    {
        foreach (var approval in _state.Pending(_time.GetUtcNow()))
        {
            StartTimer(approval);
        }

        if (_state.IsWritten)
        {
            return;
        }

        if (LegacyApprovals.Read(_options.LegacyFile, out var problem) is { } document)
        {
            Keep([new ApprovalsReplaced(document, _time.GetUtcNow())], () => LogTakenOver(_options.LegacyFile!));
        }
        else if (problem is not null)
        {
            LogNotTakenOver(_options.LegacyFile!, problem);
        }
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

        Keep(decision.Events, () => Await(ask.Id, (approval, made) =>
        {
            // The decision is for this one call: spent before the command can start.
            if (made is ApprovalDecision.AllowOnce or ApprovalDecision.AllowAlways)
            {
                Keep(ApprovalsDecider.Spend(_state, approval.Id, ask.Request, _time.GetUtcNow()).Events, () => asker.Tell(new ApprovalsProtocol.Decided(ask.Id, made)));
            }
            else
            {
                asker.Tell(new ApprovalsProtocol.Decided(ask.Id, made));
            }
        }));
    }

    private void OnWithdraw(ApprovalsProtocol.Withdraw withdraw) =>
        Keep(ApprovalsDecider.Resolve(_state, withdraw.Id, ApprovalDecision.Deny, "withdrawn", _time.GetUtcNow()).Events, static () => { });

    private void OnRequest(ApprovalsProtocol.Request request)
    {
        var wait = request.Wait > _options.MaxWait ? _options.MaxWait : request.Wait;
        var decision = ApprovalsDecider.Request(_state, request.Id, request.Command, wait, _time.GetUtcNow());
        if (decision.Error is { } error)
        {
            request.ReplyTo.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        Keep(decision.Events, () =>
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

        Keep(decision.Events, () => resolve.ReplyTo.Succeed(Payload.Encode(new ExecApprovalResolveResult { Ok = true }, ProtocolJson.Default.ExecApprovalResolveResult)));
    }

    private void OnSpend(ApprovalsProtocol.Spend spend)
    {
        var sender = Sender;
        var decision = ApprovalsDecider.Spend(_state, spend.Id, spend.Request, _time.GetUtcNow());
        Keep(decision.Events, () => sender.Tell(new ApprovalsProtocol.SpendAnswer(decision.Error)));
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
            Keep([new ApprovalsReplaced(set.Document, _time.GetUtcNow())], () => set.ReplyTo.Succeed(Document()));
        }
    }

    private void Keep(ImmutableArray<IApprovalEvent> events, Action then)
    {
        if (events.IsEmpty)
        {
            then();
            return;
        }

        PersistAll(events, OnHappened);
        DeferAsync(then, static act => act());
    }

    private void OnHappened(IApprovalEvent happened)
    {
        _state = _state.Apply(happened);
        switch (happened)
        {
            case ApprovalRequested e:
                LogRequested(e.Id, e.Request.AgentId, e.Request.Host);
                StartTimer(_state.Approvals[e.Id]);
                _broadcast.Tell(new BroadcastProtocol.Publish(
                    EventNames.ExecApprovalRequested, Payload.Encode(_state.Approvals[e.Id].ToWire(), ProtocolJson.Default.ExecApprovalRequestedEvent)));
                break;
            case ApprovalResolved e:
                LogResolved(e.Id, e.Decision, e.ResolvedBy);
                _broadcast.Tell(new BroadcastProtocol.Publish(
                    EventNames.ExecApprovalResolved,
                    Payload.Encode(
                        new ExecApprovalResolvedEvent
                        {
                            Id = e.Id,
                            Decision = e.Decision.ToWire(),
                            ResolvedBy = e.ResolvedBy,
                            Ts = e.At.ToUnixTimeMilliseconds(),
                            Request = _state.Approvals[e.Id].Request.ToWire(),
                        },
                        ProtocolJson.Default.ExecApprovalResolvedEvent)));
                Answer(e.Id, e.Decision);
                break;
            case AllowlistExtended e:
                LogExtended(e.AgentId, e.Entries.Length);
                break;
            case ApprovalsReplaced:
                LogReplaced();
                break;
        }
    }

    private void StartTimer(Approval approval) =>
        Timers.StartSingleTimer(approval.Id, new ApprovalsProtocol.TimeOver(approval.Id), approval.ExpiresAt - _time.GetUtcNow());

    private void Await(string id, ReplyTo replyTo)
    {
        if (_waiters.Sum(static waiting => waiting.Value.Count) >= _options.MaxWaiters)
        {
            replyTo.Fail(ProtocolError.Unavailable("too many clients wait for approvals", retryable: true, retryAfterMs: 1000));
            return;
        }

        Await(id, (approval, decision) => replyTo.Succeed(ApprovalsWire.Answer(approval, decision)));
    }

    private void Await(string id, Action<Approval, ApprovalDecision?> answer)
    {
        if (!_state.Approvals.TryGetValue(id, out var approval) || !approval.IsPending(_time.GetUtcNow()))
        {
            answer(approval ?? throw new InvalidOperationException($"The approval {id} is not known."), approval.Decision);
            return;
        }

        if (!_waiters.TryGetValue(id, out var waiting))
        {
            _waiters[id] = waiting = [];
        }

        waiting.Add(answer);
    }

    private void Answer(string id, ApprovalDecision? decision)
    {
        Timers.Cancel(id);
        if (_waiters.Remove(id, out var waiting) && _state.Approvals.TryGetValue(id, out var approval))
        {
            foreach (var answer in waiting)
            {
                answer(approval, decision);
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
}
