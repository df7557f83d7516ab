namespace Akka.Streams;

/// <summary>What the cancellation of one sub-stream does to the stream that is split.</summary>
public enum SubstreamCancelStrategy
{
    /// <summary>Its elements are dropped up to the next split.</summary>
    Drain,

    /// <summary>The stream is cancelled.</summary>
    Propagate,
}
