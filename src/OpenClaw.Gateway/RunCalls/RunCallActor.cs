using System.Diagnostics;
using System.Text;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Observability;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Agent;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>One call of a run from outside a socket: starts it as <c>agent</c> does, and keeps what it says until the caller asks.</summary>
/// <remarks>
/// Parent: <see cref="RunCallsActor"/>, stop on failure. What is not fetched yet is bounded by the longest answer of a provider. States: running; ended,
/// until the caller has fetched the end or stays away for a minute. A restart of the gateway ends the call; the run goes on.
/// </remarks>
public sealed class RunCallActor : ReceiveActor, IWithTimers
{
    private const string RequestId = "call";
    private static readonly TimeSpan s_uncollected = TimeSpan.FromMinutes(1);

    private readonly RunCallProtocol.Start _start;
    private readonly IActorRef _sessions;
    private readonly IActorRef _broadcast;
    private readonly StringBuilder _text = new();
    private IActorRef? _asker;
    private bool _accepted;
    private RunStep? _end;
    private Activity? _delivery;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(RunCallProtocol.Start start, IActorRef sessions, IActorRef broadcast) =>
        Akka.Actor.Props.Create(() => new RunCallActor(start, sessions, broadcast));

    /// <summary>The run is asked for when the actor starts.</summary>
    public RunCallActor(RunCallProtocol.Start start, IActorRef sessions, IActorRef broadcast)
    {
        _start = start;
        _sessions = sessions;
        _broadcast = broadcast;

        Receive<RunCallProtocol.Next>(OnNext);
        Receive<RunSaid>(said =>
        {
            _text.Append(said.Text);
            Answer();
        });
        Receive<MethodReply.Accepted>(_ =>
        {
            _accepted = true;
            Answer();
        });
        Receive<MethodReply.Completed>(reply => OnCompleted(reply), reply => reply.RequestId == RequestId);
        Receive<MethodReply.Failed>(reply => End(new RunStep.Refused(reply.Error)), reply => reply.RequestId == RequestId);
        Receive<MethodReply.IMethodReply>(static _ => { });
        Receive<RunCallProtocol.Leave>(OnLeave);
        Receive<PatienceOver>(_ => Tell(RunStep.Quiet.Instance));
        Receive<ReceiveTimeout>(_ => Context.Stop(Self));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        // Followed first: nothing that the run says can then come before.
        _broadcast.Tell(new BroadcastProtocol.FollowRun(_start.Run));
        _sessions.Tell(new SessionsProtocol.StartRun(_start.Key, _start.Run, _start.Spec, new ReplyTo(Self, RequestId)));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _delivery?.Dispose();
        Tell(new RunStep.Refused(ProtocolError.Unavailable("the gateway is stopping; the run goes on when it is back", retryable: true)));
    }

    private void OnNext(RunCallProtocol.Next next)
    {
        _asker = Sender;
        Timers.StartSingleTimer(PatienceOver.Instance, PatienceOver.Instance, next.Patience);
        Answer();
    }

    private void OnCompleted(MethodReply.Completed reply)
    {
        var answer = Payload.DecodeParams(reply.Payload.Span, ProtocolJson.Default.AgentResult);
        var result = answer.Result;
        var meta = result?.Meta;
        var agent = meta?.AgentMeta;
        var used = agent?.Usage;
        var isOk = answer.Status == "ok";
        End(new RunStep.Ended(new RunEnd(
            isOk,
            string.Join('\n', (result?.Payloads ?? []).Where(static part => part.IsError != true && part.Text is not null).Select(static part => part.Text)),
            isOk ? null : answer.Summary ?? "The run failed.",
            meta?.Aborted == true,
            meta?.StopReason,
            used is null ? ModelUsage.None : new ModelUsage(used.Input ?? 0, used.Output ?? 0, used.CacheRead ?? 0, used.CacheWrite ?? 0),
            agent is { Provider: { } provider, Model: { } model } ? new ModelRef(provider, model) : null)
        {
            ClientCalls = [.. (meta?.PendingToolCalls ?? []).Select(static call => new MessageContent.ToolCall(call.Id, call.Name, call.Arguments))],
            Pictures = [.. PicturesOf(result)],
            Failure = meta?.Error is { } error ? RunFailure.Of(error) : null,
        }));
    }

    private static IEnumerable<MessageContent.Image> PicturesOf(RunResult? result)
    {
        foreach (var url in (result?.Payloads ?? []).SelectMany(static part => part.MediaUrls ?? []))
        {
            if (DataUrl.Read(url, PictureLimits.MaxBytes, out var type, out var data) == DataUrlFault.None)
            {
                yield return new MessageContent.Image(type, data);
            }
        }
    }

    private void End(RunStep end)
    {
        _end ??= end;
        _delivery ??= RunTrace.Step(_start.Run, "delivery")?.SetTag("openclaw.channel", "http");
        Context.SetReceiveTimeout(s_uncollected);
        Answer();
    }

    /// <summary>Gives the asker, if there is one, the oldest thing that it does not know.</summary>
    private void Answer()
    {
        if (_asker is null)
        {
            return;
        }

        if (_accepted)
        {
            _accepted = false;
            Tell(RunStep.Accepted.Instance);
        }
        else if (_text.Length > 0)
        {
            var said = new RunStep.Said(_text.ToString());
            _text.Clear();
            Tell(said);
        }
        else if (_end is { } end)
        {
            Tell(end);
            Context.Stop(Self);
        }
    }

    private void OnLeave(RunCallProtocol.Leave leave)
    {
        if (leave.Abort && _end is null)
        {
            _sessions.Tell(new SessionsProtocol.ToSession(
                _start.Key, new SessionProtocol.AbortRuns(_start.Run, "disconnected", new ReplyTo(ActorRefs.Nobody, RequestId))));
        }

        _asker = null;
        Context.Stop(Self);
    }

    private void Tell(RunStep step)
    {
        Timers.Cancel(PatienceOver.Instance);
        _asker?.Tell(step);
        _asker = null;
    }

    private sealed class PatienceOver : INotInfluenceReceiveTimeout
    {
        public static readonly PatienceOver Instance = new();
    }
}
