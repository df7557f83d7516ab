using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Access;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Pairing;

/// <summary>Keeps <see cref="PairingActor"/> running, and answers for it while it cannot.</summary>
/// <remarks>
/// Parent: the gateway's supervisor. Child: <c>devices</c>, started again after it stopped, after a pause that doubles from <see cref="MinBackoff"/> to
/// <see cref="MaxBackoff"/>. States: Recovering (commands wait here until the child has read its store), Serving (commands pass), Broken (the store could not
/// be read: everything is refused at once, retryable, so that no client waits for its handshake's timer). A plain back-off supervisor knows no
/// difference between the first and the last. A restart loses the commands that wait; their clients time out.
/// </remarks>
internal sealed partial class PairingSupervisor : ReceiveActor, IWithTimers
{
    /// <summary>Pause before the first restart.</summary>
    public static readonly TimeSpan MinBackoff = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause.</summary>
    public static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(10);

    /// <summary>Commands that wait at most; more are refused.</summary>
    private const int MaxWaiting = 16_384;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    private readonly Props _devices;
    private readonly ILogger<PairingSupervisor> _log;
    private readonly Queue<(PairingProtocol.IPairingCommand Command, IActorRef Sender)> _waiting = new();
    private IActorRef _child = ActorRefs.Nobody;
    private TimeSpan _backoff = MinBackoff;
    private bool _isReading;

    /// <summary>Recipe of the actor.</summary>
    /// <param name="devices">Recipe of the child.</param>
    /// <param name="log">The log.</param>
    public static Props Props(Props devices, ILogger<PairingSupervisor> log) => Akka.Actor.Props.Create(() => new PairingSupervisor(devices, log));

    public PairingSupervisor(Props devices, ILogger<PairingSupervisor> log)
    {
        _devices = devices;
        _log = log;
        Recovering();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => StartChild();

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void Recovering()
    {
        Receive<PairingProtocol.IPairingCommand>(command =>
        {
            if (_waiting.Count < MaxWaiting)
            {
                _waiting.Enqueue((command, Sender));
            }
            else
            {
                Refuse(command, Sender);
            }
        });
        ChildLife();
    }

    private void Serving()
    {
        Receive<PairingProtocol.IPairingCommand>(command => _child.Forward(command));
        ChildLife();
    }

    private void Broken()
    {
        Receive<PairingProtocol.IPairingCommand>(command => Refuse(command, Sender));
        ChildLife();
    }

    private void ChildLife()
    {
        Receive<PairingProtocol.Recovered>(_ => OnRecovered(), _ => Sender.Equals(_child));
        Receive<Terminated>(_ => OnStopped(), terminated => terminated.ActorRef.Equals(_child));
        Receive<RestartDue>(_ => StartChild());
    }

    private void StartChild()
    {
        _isReading = true;
        _child = Context.Watch(Context.ActorOf(_devices, "devices"));
    }

    private void OnRecovered()
    {
        _isReading = false;
        _backoff = MinBackoff;
        while (_waiting.TryDequeue(out var waiting))
        {
            _child.Tell(waiting.Command, waiting.Sender);
        }

        Become(Serving);
    }

    private void OnStopped()
    {
        _child = ActorRefs.Nobody;
        LogStopped(_isReading, _backoff);
        if (_isReading)
        {
            while (_waiting.TryDequeue(out var waiting))
            {
                Refuse(waiting.Command, waiting.Sender);
            }

            Become(Broken);
        }
        else
        {
            Become(Recovering);
        }

        Timers.StartSingleTimer(RestartDue.Instance, RestartDue.Instance, _backoff);
        _backoff = TimeSpan.FromTicks(Math.Min(2 * _backoff.Ticks, MaxBackoff.Ticks));
    }

    private static void Refuse(PairingProtocol.IPairingCommand command, IActorRef sender)
    {
        var refusal = ConnectRefusal.StoreUnreadable(s_retryAfter);
        switch (command)
        {
            case PairingProtocol.Admit:
                sender.Tell(new ConnectRefused(refusal, [], FailedAuthLimiter.Empty));
                break;
            case PairingProtocol.AuthorizeHttp:
                sender.Tell(new HttpRefused(503, "UNAVAILABLE", refusal.Message, s_retryAfter, FailedAuthLimiter.Empty));
                break;
            case PairingProtocol.IPairingRequest request:
                request.ReplyTo.Fail(new ProtocolError(ErrorCodes.Unavailable, refusal.Message, Retryable: true, RetryAfterMs: (int)s_retryAfter.TotalMilliseconds));
                break;
        }
    }

    [LoggerMessage(EventId = 8207, Level = LogLevel.Warning, Message = "The device store stopped (while it was being read: {whileReading}); it is started again in {pause}.")]
    private partial void LogStopped(bool whileReading, TimeSpan pause);

    private sealed class RestartDue
    {
        public static readonly RestartDue Instance = new();
    }
}
