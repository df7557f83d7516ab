using Akka.Actor;

namespace Akka.Streams
{
    /// <summary>A buffer was full and its strategy was to fail.</summary>
    public class BufferOverflowException(string message, Exception? innerException = null) : Exception(message, innerException);

    /// <summary>More elements arrived than <c>Limit</c> allows.</summary>
    public class StreamLimitReachedException(long max) : Exception($"Limit of {max} reached");

    /// <summary>The other end of a materialised queue or hub is gone.</summary>
    public class StreamDetachedException : Exception
    {
        /// <summary>With the standard message.</summary>
        public StreamDetachedException() : base("Stream is terminated. Materialized value is detached.") { }

        /// <summary>With a message.</summary>
        public StreamDetachedException(string message) : base(message) { }
    }

    /// <summary>A sink that needs an element saw the stream end without one.</summary>
    public class NoSuchElementException(string message) : Exception(message);

    /// <summary>A graph could not be materialised.</summary>
    public class MaterializationException(string message, Exception? innerException = null) : Exception(message, innerException);

    /// <summary>The materializer, or the actor that a graph belongs to, stopped before the stream ended.</summary>
    public class AbruptTerminationException : Exception
    {
        /// <summary>With the graph's actor.</summary>
        public AbruptTerminationException(IActorRef actor)
            : base($"Processor actor [{actor}] terminated abruptly") => Actor = actor;

        /// <summary>The actor that stopped.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>A stage was stopped before its ports were closed.</summary>
    public sealed class AbruptStageTerminationException(Stage.GraphStageLogic logic)
        : Exception($"GraphStage {logic} terminated abruptly, caused by for example materializer or act or system termination.");

    /// <summary>A watched actor has stopped, so the stage that watches it cannot go on.</summary>
    public class WatchedActorTerminatedException(string stageName, IActorRef actorRef)
        : Exception($"Actor watched by [{stageName}] has terminated! Was: {actorRef}");

    /// <summary>Why an inlet was cancelled.</summary>
    public abstract class SubscriptionWithCancelException : Exception
    {
        private protected SubscriptionWithCancelException(string message) : base(message) { }

        /// <summary>A cancellation that is no failure: stages complete, they do not fail.</summary>
        public abstract class NonFailureCancellation : SubscriptionWithCancelException
        {
            private protected NonFailureCancellation(string message) : base(message) { }
        }

        /// <summary>Downstream has what it wants.</summary>
        public sealed class NoMoreElementsNeeded : NonFailureCancellation
        {
            /// <summary>The one instance.</summary>
            public static readonly NoMoreElementsNeeded Instance = new();

            private NoMoreElementsNeeded() : base("No more elements needed") { }
        }

        /// <summary>The stage downstream completed.</summary>
        public sealed class StageWasCompleted : NonFailureCancellation
        {
            /// <summary>The one instance.</summary>
            public static readonly StageWasCompleted Instance = new();

            private StageWasCompleted() : base("Stage was completed") { }
        }
    }
}

namespace Akka.Streams.Stage
{
    /// <summary>The stage's actor reference was asked for before the stage started.</summary>
    public class StageActorRefNotInitializedException : Exception
    {
        /// <summary>With the standard message.</summary>
        public StageActorRefNotInitializedException() : base("You must first call GetStageActor(StageActorRef.Receive), to initialize the actor's behavior") { }
    }
}

namespace Akka.Streams.Implementation
{
    /// <summary>A sub-stream was not run in time.</summary>
    public class SubscriptionTimeoutException : Exception
    {
        /// <inheritdoc cref="SubscriptionTimeoutException"/>
        public SubscriptionTimeoutException(string message) : base(message) { }

        /// <inheritdoc cref="SubscriptionTimeoutException"/>
        public SubscriptionTimeoutException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary><c>Throttle</c> in enforcing mode saw elements come too fast.</summary>
    public class RateExceededException(string message) : Exception(message);
}
