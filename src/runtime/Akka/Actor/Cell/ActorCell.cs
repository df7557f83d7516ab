using System.Runtime.CompilerServices;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Everything about an actor that outlives its instances: mailbox, children, watches, behaviours and the failure in progress.
/// Only the thread that runs the mailbox changes it; what others read is said at the member.
/// </summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;
    private readonly IInternalActorRef _parent;
    private readonly Props _props;
    private readonly MessageDispatcher _dispatcher;

    private Mailbox _mailbox = null!;
    private ActorBase? _actor;
    private object? _currentMessage;
    private IActorRef? _currentSender;
    private bool _plainReceive;
    private bool _isTerminated;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        _props = props;
        _dispatcher = dispatcher;
        _parent = parent;
    }

    /// <summary>The cell that runs on this thread, or null.</summary>
    internal static ActorCell? Current => InternalCurrentActorCellKeeper.Current;

    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() =>
        InternalCurrentActorCellKeeper.Current is { } cell ? cell._currentSender ?? ActorRefs.NoSender : ActorRefs.NoSender;

    public IActorRef Self => _self;
    public ActorSystem System => _system;
    public ActorSystemImpl SystemImpl => _system;
    public Props Props => _props;
    public MessageDispatcher Dispatcher => _dispatcher;
    public IInternalActorRef Parent => _parent;
    IActorRef IActorContext.Parent => _parent;
    public Mailbox Mailbox => Volatile.Read(ref _mailbox);
    public ActorBase? Actor => _actor;
    internal ActorBase? ActorInstance => _actor;

    /// <summary>The message in processing; kept while its failure is handled.</summary>
    public object? CurrentMessage => _currentMessage;

    internal Envelope CurrentEnvelope => new(_currentMessage!, _currentSender!);
    internal IActorRef? CurrentSenderOrNull => _currentSender;

    private ActorTaskScheduler? _taskScheduler;
    public ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    internal bool HasCurrentMessage => _currentMessage is not null;

    /// <summary>Whether the delivery in progress went to the stash.</summary>
    internal bool IsCurrentStashed { get; set; }

    public IActorRef Sender => _currentSender ?? _system.DeadLetters;
    public bool IsTerminated => Mailbox.IsClosed;
    public bool HasMessages => Mailbox.HasMessages;
    public int NumberOfMessages => Mailbox.NumberOfMessages;
    internal bool IsLocal => true;

    internal bool IsPlainReceive => _plainReceive;

    internal void SetCurrent(object? message, IActorRef? sender)
    {
        _currentMessage = message;
        _currentSender = sender;
    }

    /// <summary>Gives the cell its mailbox and first message; <see cref="Start"/> makes it run.</summary>
    internal void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = _dispatcher.CreateMailbox(this, mailboxType);
        mailbox.SetActor(this);
        Volatile.Write(ref _mailbox, mailbox);
        mailbox.SystemEnqueue(_self, new Create());
        if (sendSupervise) _parent.SendSystemMessage(new Supervise(_self, async: false));
    }

    public Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    public virtual void Start() => _dispatcher.Attach(this);

    public void Stop() => SendSystemMessage(new Terminate());
    public void Suspend() => SendSystemMessage(new Suspend());
    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <summary>Any thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public virtual void SendMessage(IActorRef sender, object message)
    {
        if (_system.SerializeMessages is { } verify) verify(message);
        _dispatcher.Dispatch(this, new Envelope(message, sender));
    }

    /// <summary>Any thread.</summary>
    public void SendSystemMessage(ISystemMessage message) => _dispatcher.SystemDispatch(this, (SystemMessage)message);

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, _system, _self);
    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, _system);

    /// <summary>Constructs an incarnation with this cell as its context.</summary>
    protected virtual ActorBase CreateNewActorInstance() => _props.NewActor();

    private ActorBase NewActor()
    {
        var previous = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            _behavior = null;
            _behaviors = null;
            var actor = CreateNewActorInstance()
                ?? throw new ActorInitializationException(_self, "Actor instance passed to ActorOf can't be 'null'");
            (actor as IInitializableActor)?.Init();
            _plainReceive = ActorBase.HasPlainReceive(actor.GetType());
            return actor;
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = previous;
        }
    }

    private void Publish(LogEvent message)
    {
        try
        {
            _system.EventStream.Publish(message);
        }
        catch (Exception e)
        {
            // The event stream is the last place to report to; a failing subscriber must not break fault handling.
            global::System.Diagnostics.Trace.TraceError($"{message}: cannot be published: {e}");
        }
    }

    private void PublishDebug(string text)
    {
        if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), _actor?.GetType() ?? typeof(ActorCell), text));
    }

    private void PublishDebug([InterpolatedStringHandlerArgument("")] ref LifecycleText text)
    {
        if (_system.Settings.DebugLifecycle) PublishDebug(text.ToStringAndClear());
    }

    /// <summary>The text of a lifecycle event, put together only when somebody reads it.</summary>
    [InterpolatedStringHandler]
    private ref struct LifecycleText
    {
        private DefaultInterpolatedStringHandler _text;

        public LifecycleText(int literalLength, int formattedCount, ActorCell cell, out bool isRead)
        {
            isRead = cell._system.Settings.DebugLifecycle;
            if (isRead) _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }

        public void AppendLiteral(string literal) => _text.AppendLiteral(literal);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public string ToStringAndClear() => _text.ToStringAndClear();
    }
}
