using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Gateway.Lifecycle;

/// <summary>Keeps an actor running that stops when its journal fails, and answers for it while it cannot.</summary>
/// <remarks>
/// Child: the actor, which tells its parent <see cref="Recovered"/>; started again after it stopped, after a pause that doubles from <see cref="MinBackoff"/> to
/// <see cref="MaxBackoff"/>. States: Recovering (commands wait here until the child has read its store), Serving (commands pass), Broken (the store could not
/// be read: everything is refused at once, so that no client waits for its own timer). A plain back-off supervisor knows no difference between the first and the
/// last, and in its pause answers nobody. A command that was still in the child's mailbox when it stopped comes back as a dead letter, and is told to the next
/// child in front of those that came later. Whoever waits when this actor itself stops is refused.
/// </remarks>
internal sealed partial class JournalSupervisor : ReceiveActor, IWithTimers
{
    /// <summary>Pause before the first restart.</summary>
    public static readonly TimeSpan MinBackoff = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause.</summary>
    public static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(10);

    private const int MaxRestarts = 10;

    /// <summary>Commands that wait at most; more are refused.</summary>
    private const int MaxWaiting = 16_384;

    private readonly Props _props;
    private readonly string _name;
    private readonly Action<object, IActorRef> _refuse;
    private readonly ILogger<JournalSupervisor> _log;
    private readonly Queue<(object Command, IActorRef Sender)> _returned = new();
    private readonly Queue<(object Command, IActorRef Sender)> _waiting = new();
    private IActorRef _child = ActorRefs.Nobody;
    private TimeSpan _backoff = MinBackoff;
    private bool _isReading;
    private bool _isBroken;

    /// <summary>Recipe of the actor.</summary>
    /// <param name="child">Recipe of the child.</param>
    /// <param name="name">Its name.</param>
    /// <param name="refuse">Answers a command and its sender that there is no store now.</param>
    /// <param name="log">The log.</param>
    public static Props Props(Props child, string name, Action<object, IActorRef> refuse, ILogger<JournalSupervisor> log) =>
        Akka.Actor.Props.Create(() => new JournalSupervisor(child, name, refuse, log));

    public JournalSupervisor(Props child, string name, Action<object, IActorRef> refuse, ILogger<JournalSupervisor> log)
    {
        _props = child;
        _name = name;
        _refuse = refuse;
        _log = log;
        Recovering();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        StartChild();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        RefuseWaiting();
    }

    /// <summary>A handler's bug is nothing that time heals: the child begins anew at once and keeps its mailbox. Only one that goes on failing is given a pause.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(MaxRestarts, TimeSpan.FromMinutes(1), static cause => cause is ActorInitializationException ? Directive.Stop : Directive.Restart);

    private void Recovering()
    {
        ChildLife();
        ReceiveAny(command => WaitIn(_waiting, command, Sender));
    }

    private void Serving()
    {
        ChildLife();
        ReceiveAny(command => _child.Forward(command));
    }

    private void Broken()
    {
        ChildLife();
        ReceiveAny(command => _refuse(command, Sender));
    }

    private void WaitIn(Queue<(object Command, IActorRef Sender)> queue, object command, IActorRef sender)
    {
        if (_returned.Count + _waiting.Count < MaxWaiting)
        {
            queue.Enqueue((command, sender));
        }
        else
        {
            _refuse(command, sender);
        }
    }

    private void ChildLife()
    {
        Receive<Recovered>(_ => OnRecovered());
        Receive<Terminated>(_ => OnStopped());
        Receive<RestartDue>(_ => StartChild());
        Receive<DeadLetter>(OnReturned, letter => letter.Recipient.Equals(_child) && letter.Message is IJournaledCommand);
        Receive<DeadLetter>(static _ => { });
    }

    private void StartChild()
    {
        _isReading = true;
        _child = Context.Watch(Context.ActorOf(_props, _name));
    }

    /// <summary>The child had not begun with it. It may come before the child's end is known here, or after.</summary>
    private void OnReturned(DeadLetter letter)
    {
        if (_isBroken)
        {
            _refuse(letter.Message, letter.Sender);
        }
        else
        {
            WaitIn(_returned, letter.Message, letter.Sender);
        }
    }

    private void OnRecovered()
    {
        _isReading = false;
        _backoff = MinBackoff;
        while (_returned.TryDequeue(out var waiting) || _waiting.TryDequeue(out waiting))
        {
            _child.Tell(waiting.Command, waiting.Sender);
        }

        Become(Serving);
    }

    private void OnStopped()
    {
        _isBroken = _isReading;
        if (_isBroken)
        {
            RefuseWaiting();
            Become(Broken);
        }
        else
        {
            Become(Recovering);
        }

        Timers.StartSingleTimer(RestartDue.Instance, RestartDue.Instance, _backoff);
        LogStopped(_name, _isReading, _backoff);
        _backoff = TimeSpan.FromTicks(Math.Min(2 * _backoff.Ticks, MaxBackoff.Ticks));
    }

    private void RefuseWaiting()
    {
        while (_returned.TryDequeue(out var waiting) || _waiting.TryDequeue(out waiting))
        {
            _refuse(waiting.Command, waiting.Sender);
        }
    }

    [LoggerMessage(EventId = 8207, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "The store of \"{name}\" stopped (while it was being read: {whileReading}); it is started again in {pause}.")]
    private partial void LogStopped(string name, bool whileReading, TimeSpan pause);

    /// <summary>The store is read and commands are served; the child tells its parent.</summary>
    internal sealed class Recovered : IDeadLetterSuppression
    {
        public static readonly Recovered Instance = new();
    }

    private sealed class RestartDue
    {
        public static readonly RestartDue Instance = new();
    }
}
