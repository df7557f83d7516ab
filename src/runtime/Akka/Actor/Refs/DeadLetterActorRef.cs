using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Stands for a place where no actor is: what is sent to it is published as a dead letter.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        Provider = provider;
        Path = path;
        EventStream = eventStream;
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }
    public override bool IsTerminated => true;
    protected EventStream EventStream { get; }

    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, Provider.DeadLetters);

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is null) ThrowNullMessage();
        if (message is DeadLetter letter)
        {
            SpecialHandle(letter.Message, letter.Sender);
            return;
        }
        if (SpecialHandle(message, sender)) return;
        PublishLetter(message, sender.IsNobody() ? Provider.DeadLetters : sender, this);
    }

    protected void PublishLetter(object message, IActorRef sender, IActorRef recipient)
    {
        if (message is IDeadLetterSuppression suppressed) EventStream.Publish(new SuppressedDeadLetter(suppressed, sender, recipient));
        else EventStream.Publish(new DeadLetter(message, sender, recipient));
    }

    /// <summary>Answers what even an absent actor answers: watches and identities.</summary>
    protected virtual bool SpecialHandle(object message, IActorRef? sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                return true;
            case ActorSelectionMessage selection:
                if (selection.Message is Identify question)
                {
                    if (!selection.WildcardFanOut) sender?.Tell(new ActorIdentity(question.MessageId, null), this);
                }
                else if (!selection.WildcardFanOut)
                {
                    PublishLetter(selection.Message, sender.IsNobody() ? Provider.DeadLetters : sender, this);
                }
                return true;
            default:
                return false;
        }
    }
}

/// <summary><c>/deadLetters</c>.</summary>
public sealed class DeadLetterActorRef : EmptyLocalActorRef
{
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : base(provider, path, eventStream) { }

    public override bool IsTerminated => false;

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is null) ThrowNullMessage();
        switch (message)
        {
            case DeadLetter letter:
                if (SpecialHandle(letter.Message, letter.Sender)) return;
                var origin = letter.Sender.IsNobody() ? this : letter.Sender;
                if (letter.Message is IDeadLetterSuppression suppressed) EventStream.Publish(new SuppressedDeadLetter(suppressed, origin, letter.Recipient));
                else EventStream.Publish(letter);
                return;
            case AllDeadLetters other:
                EventStream.Publish(other);
                return;
            default:
                if (!SpecialHandle(message, sender)) PublishLetter(message, sender.IsNobody() ? this : sender, this);
                return;
        }
    }

    protected override bool SpecialHandle(object message, IActorRef? sender)
    {
        if (message is not Watch watch) return base.SpecialHandle(message, sender);
        if (!watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
        return true;
    }
}
