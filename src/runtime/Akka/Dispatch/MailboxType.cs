using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>Creates the queue of each actor that uses it. Named by <c>mailbox-type</c>; constructed with (Settings, Config).</summary>
public abstract class MailboxType
{
    protected MailboxType(Settings settings, Config config)
    {
        Settings = settings;
        Config = config;
    }

    protected Settings Settings { get; }
    protected Config Config { get; }

    public abstract IMessageQueue Create(IActorRef? owner, ActorSystem? system);
}

/// <summary>The default: no limit.</summary>
public sealed class UnboundedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    public UnboundedMailbox() : this(null!, null!) { }
    public UnboundedMailbox(Settings settings, Config config) : base(settings, config) { }
    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new UnboundedMessageQueue();
}

/// <summary>No limit, with access to the front: what a stash needs.</summary>
public sealed class UnboundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    public UnboundedDequeBasedMailbox(Settings settings, Config config) : base(settings, config) { }
    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new UnboundedDequeMessageQueue();
}

/// <summary>Reads <c>mailbox-capacity</c> (1000) and <c>mailbox-push-timeout-time</c> (10 s).</summary>
public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>
{
    public BoundedMailbox(Settings settings, Config config) : base(settings, config)
    {
        Capacity = config.GetInt("mailbox-capacity", 1000);
        PushTimeout = config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(10));
        if (Capacity <= 0) throw new ArgumentException("The capacity for BoundedMailbox cannot be negative or zero", nameof(config));
    }

    public int Capacity { get; }
    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new BoundedMessageQueue(Capacity, PushTimeout);
}

/// <summary>Bounded, with access to the front.</summary>
public sealed class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>
{
    public BoundedDequeBasedMailbox(Settings settings, Config config) : base(settings, config)
    {
        Capacity = config.GetInt("mailbox-capacity", 1000);
        PushTimeout = config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(10));
        if (Capacity <= 0) throw new ArgumentException("The capacity for BoundedDequeBasedMailbox cannot be negative or zero", nameof(config));
    }

    public int Capacity { get; }
    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new BoundedDequeMessageQueue(Capacity, PushTimeout);
}

/// <summary>Messages ordered by <see cref="PriorityGenerator"/>: the smallest number first.</summary>
public abstract class UnboundedPriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedPriorityMailbox(Settings settings, Config config) : base(settings, config) { }

    public int InitialCapacity => DefaultCapacity;

    protected abstract int PriorityGenerator(object message);

    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);
}

/// <summary>As <see cref="UnboundedPriorityMailbox"/>; equal priorities keep their order in both.</summary>
public abstract class UnboundedStablePriorityMailbox : UnboundedPriorityMailbox
{
    protected UnboundedStablePriorityMailbox(Settings settings, Config config) : base(settings, config) { }
}
