namespace Akka.Streams.Dsl;

/// <summary>The state of a stream that runs.</summary>
public interface IFlowMonitor
{
    /// <summary>The last signal. Any thread.</summary>
    FlowMonitor.IStreamState State { get; }
}

/// <summary>The states that <see cref="IFlowMonitor"/> tells.</summary>
public static class FlowMonitor
{
    /// <summary>A state.</summary>
    public interface IStreamState;

    /// <summary>No element has come yet.</summary>
    public sealed class Initialized : IStreamState
    {
        /// <summary>The one instance.</summary>
        public static readonly Initialized Instance = new();

        private Initialized() { }
    }

    /// <summary>An element has passed.</summary>
    public sealed class Received<T>(T message) : IStreamState
    {
        /// <summary>The element.</summary>
        public T Message { get; } = message;
    }

    /// <summary>The stream has failed.</summary>
    public sealed class Failed(Exception cause) : IStreamState
    {
        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;
    }

    /// <summary>The stream has completed, or was cancelled.</summary>
    public sealed class Finished : IStreamState
    {
        /// <summary>The one instance.</summary>
        public static readonly Finished Instance = new();

        private Finished() { }
    }
}
