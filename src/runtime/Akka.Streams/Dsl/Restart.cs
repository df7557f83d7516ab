using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

/// <summary>A source that is made anew, after a back-off, when it ends.</summary>
public static class RestartSource
{
    /// <summary>Restarts on completion and on failure.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new SourceStageOf<T>("RestartWithBackoffSource", _ => new RestartSourceLogic<T, TMat>(sourceFactory, settings, false)));

    /// <summary>Restarts on failure only.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new SourceStageOf<T>("RestartWithBackoffSource", _ => new RestartSourceLogic<T, TMat>(sourceFactory, settings, true)));

    /// <summary>Restarts on completion and on failure.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts = int.MaxValue, TimeSpan? maxRestartsWithin = null) =>
        WithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor).WithMaxRestarts(maxRestarts, maxRestartsWithin ?? minBackoff));

    /// <summary>Restarts on failure only.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts = int.MaxValue, TimeSpan? maxRestartsWithin = null) =>
        OnFailuresWithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor).WithMaxRestarts(maxRestarts, maxRestartsWithin ?? minBackoff));
}

/// <summary>A sink that is made anew, after a back-off, when it cancels. Elements under way in the old one are lost.</summary>
public static class RestartSink
{
    /// <summary>Restarts whenever the sink cancels; ends when upstream does.</summary>
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(Func<Sink<T, TMat>> sinkFactory, RestartSettings settings) =>
        Sink.FromGraph(new SinkStageOf<T>("RestartWithBackoffSink", _ => new RestartSinkLogic<T, TMat>(sinkFactory, settings)));

    /// <summary>Restarts whenever the sink cancels; ends when upstream does.</summary>
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(
        Func<Sink<T, TMat>> sinkFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts = int.MaxValue, TimeSpan? maxRestartsWithin = null) =>
        WithBackoff(sinkFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor).WithMaxRestarts(maxRestarts, maxRestartsWithin ?? minBackoff));
}

/// <summary>A flow that is made anew, after a back-off, when it ends on either side. Elements under way in the old one are lost.</summary>
public static class RestartFlow
{
    /// <summary>Restarts on completion, cancellation and failure.</summary>
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new FlowStageOf<TIn, TOut>("RestartWithBackoffFlow", _ => new RestartFlowLogic<TIn, TOut, TMat>(flowFactory, settings, false)));

    /// <summary>Restarts on failure only.</summary>
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new FlowStageOf<TIn, TOut>("RestartWithBackoffFlow", _ => new RestartFlowLogic<TIn, TOut, TMat>(flowFactory, settings, true)));

    /// <summary>Restarts on completion, cancellation and failure.</summary>
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts = int.MaxValue, TimeSpan? maxRestartsWithin = null) =>
        WithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor).WithMaxRestarts(maxRestarts, maxRestartsWithin ?? minBackoff));

    /// <summary>Restarts on failure only.</summary>
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRestarts = int.MaxValue, TimeSpan? maxRestartsWithin = null) =>
        OnFailuresWithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor).WithMaxRestarts(maxRestarts, maxRestartsWithin ?? minBackoff));
}
