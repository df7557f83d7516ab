using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The two ends of a running flow as one object.</summary>
internal sealed class FlowProcessor<TIn, TOut>(ISubscriber<TIn> subscriber, IPublisher<TOut> publisher) : IProcessor<TIn, TOut>
{
    public void OnSubscribe(ISubscription subscription) => subscriber.OnSubscribe(subscription);

    public void OnNext(TIn element) => subscriber.OnNext(element);

    public void OnError(Exception cause) => subscriber.OnError(cause);

    public void OnComplete() => subscriber.OnComplete();

    public void Subscribe(ISubscriber<TOut> other) => publisher.Subscribe(other);
}

/// <summary>A part that is a processor, made for each run.</summary>
internal sealed class ProcessorModule<TIn, TOut, TMat>(Func<(IProcessor<TIn, TOut>, TMat)> factory, Attributes attributes) : GraphModule(attributes)
{
    internal override GraphModule With(Attributes attributes) => new ProcessorModule<TIn, TOut, TMat>(factory, attributes);

    internal override Built BuildParts(GraphBuild build, Attributes inherited)
    {
        var (processor, value) = factory();
        var ends = Dsl.Flow.FromSinkAndSource(Dsl.Sink.FromSubscriber(processor), Dsl.Source.FromPublisher(processor));
        return ModuleExtensions.Of(ends).Build(build, inherited.And(Attributes)) with { Value = value };
    }
}
