namespace Akka.Actor;

/// <summary>A message with its sender, as it lies in a mailbox.</summary>
public readonly struct Envelope : IEquatable<Envelope>
{
    public Envelope(object message, IActorRef sender, ActorSystem system)
    {
        Message = message;
        Sender = sender ?? system.DeadLetters;
    }

    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public IActorRef Sender { get; }
    public object Message { get; }

    public bool Equals(Envelope other) => Equals(Message, other.Message) && Equals(Sender, other.Sender);
    public override bool Equals(object? obj) => obj is Envelope other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Message, Sender);
    public static bool operator ==(Envelope left, Envelope right) => left.Equals(right);
    public static bool operator !=(Envelope left, Envelope right) => !left.Equals(right);
    public override string ToString() => $"<{Message}> from {Sender}";
}
