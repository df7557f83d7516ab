using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>Attributes that the actor materializer understands.</summary>
public static class ActorAttributes
{
    /// <summary>Runs a graph on the dispatcher of this name.</summary>
    public static Attributes CreateDispatcher(string dispatcherName) => new(new Dispatcher(dispatcherName));

    /// <summary>Decides what a failing user function does to its stage.</summary>
    public static Attributes CreateSupervisionStrategy(Decider strategy) => new(new SupervisionStrategy(strategy));

    /// <summary>The dispatcher on which a graph runs.</summary>
    public sealed record Dispatcher(string Name) : Attributes.IMandatoryAttribute;

    /// <summary>The decider of a stage.</summary>
    public sealed class SupervisionStrategy(Decider decider) : Attributes.IMandatoryAttribute
    {
        /// <summary>What to do on an exception.</summary>
        public Decider Decider { get; } = decider;
    }
}
