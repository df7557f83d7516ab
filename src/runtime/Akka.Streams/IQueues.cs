using Akka.Util;

namespace Akka.Streams;

/// <summary>What became of an element offered to a queue.</summary>
public interface IQueueOfferResult;

/// <summary>What became of an element offered to a queue.</summary>
public static class QueueOfferResult
{
    /// <summary>It will be emitted.</summary>
    public sealed class Enqueued : IQueueOfferResult
    {
        /// <summary>The one instance.</summary>
        public static readonly Enqueued Instance = new();

        private Enqueued() { }
    }

    /// <summary>The buffer was full and the element was dropped.</summary>
    public sealed class Dropped : IQueueOfferResult
    {
        /// <summary>The one instance.</summary>
        public static readonly Dropped Instance = new();

        private Dropped() { }
    }

    /// <summary>The stream failed.</summary>
    public sealed class Failure(Exception cause) : IQueueOfferResult
    {
        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;
    }

    /// <summary>The stream completed before the element was taken.</summary>
    public sealed class QueueClosed : IQueueOfferResult
    {
        /// <summary>The one instance.</summary>
        public static readonly QueueClosed Instance = new();

        private QueueClosed() { }
    }
}

/// <summary>The outer end of <c>Source.Queue</c>.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>Offers an element; the task ends when it is enqueued, dropped, or the stream has ended.</summary>
    Task<IQueueOfferResult> OfferAsync(T element);

    /// <summary>Ends with the stream.</summary>
    Task WatchCompletionAsync();
}

/// <summary>The outer end of <c>Source.Queue</c>, with the means to end the stream.</summary>
public interface ISourceQueueWithComplete<in T> : ISourceQueue<T>
{
    /// <summary>Completes the stream once the buffered elements are out.</summary>
    void Complete();

    /// <summary>Fails the stream; buffered elements are lost.</summary>
    void Fail(Exception ex);
}

/// <summary>The outer end of <c>Sink.Queue</c>.</summary>
public interface ISinkQueue<T>
{
    /// <summary>The next element; none at the end of the stream. One call at a time.</summary>
    Task<Option<T>> PullAsync();
}
