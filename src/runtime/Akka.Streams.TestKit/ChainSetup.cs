using Akka.Streams.Dsl;
using Akka.TestKit;
using Reactive.Streams;

namespace Akka.Streams.TestKit;

/// <summary>A stream between a publisher and a subscriber that the test drives by hand, both already subscribed.</summary>
/// <typeparam name="TIn">What the publisher sends.</typeparam>
/// <typeparam name="TOut">What the subscriber gets.</typeparam>
/// <typeparam name="TMat">The flow's value.</typeparam>
public class ChainSetup<TIn, TOut, TMat>
{
    /// <summary>Runs <paramref name="stream"/>, which adds to the flow it is given.</summary>
    /// <param name="stream">Makes the flow under test of an empty one.</param>
    /// <param name="settings">Of the materializer.</param>
    /// <param name="materializer">Runs the stream.</param>
    /// <param name="toPublisher">Makes a publisher of the stream's end.</param>
    /// <param name="system">The test.</param>
    public ChainSetup(
        Func<Flow<TIn, TIn, NotUsed>, Flow<TIn, TOut, TMat>> stream, ActorMaterializerSettings settings, ActorMaterializer materializer,
        Func<Source<TOut, NotUsed>, ActorMaterializer, IPublisher<TOut>> toPublisher, TestKitBase system)
    {
        Settings = settings;
        System = system;
        Upstream = system.CreateManualPublisherProbe<TIn>();
        Downstream = system.CreateManualSubscriberProbe<TOut>();
        var source = Source.FromPublisher(Upstream).Via(stream(Flow.Identity<TIn>()));
        Publisher = toPublisher(source, materializer);
        UpstreamSubscription = Upstream.ExpectSubscription();
        Publisher.Subscribe(Downstream);
        DownstreamSubscription = Downstream.ExpectSubscription();
    }

    /// <summary>The same with a materializer made for it.</summary>
    /// <inheritdoc cref="ChainSetup{TIn, TOut, TMat}(Func{Flow{TIn, TIn, NotUsed}, Flow{TIn, TOut, TMat}}, ActorMaterializerSettings, ActorMaterializer, Func{Source{TOut, NotUsed}, ActorMaterializer, IPublisher{TOut}}, TestKitBase)"/>
    public ChainSetup(
        Func<Flow<TIn, TIn, NotUsed>, Flow<TIn, TOut, TMat>> stream, ActorMaterializerSettings settings,
        Func<Source<TOut, NotUsed>, ActorMaterializer, IPublisher<TOut>> toPublisher, TestKitBase system)
        : this(stream, settings, system.Sys.Materializer(settings), toPublisher, system) { }

    /// <summary>The same with a materializer that a function makes.</summary>
    /// <inheritdoc cref="ChainSetup{TIn, TOut, TMat}(Func{Flow{TIn, TIn, NotUsed}, Flow{TIn, TOut, TMat}}, ActorMaterializerSettings, ActorMaterializer, Func{Source{TOut, NotUsed}, ActorMaterializer, IPublisher{TOut}}, TestKitBase)"/>
    public ChainSetup(
        Func<Flow<TIn, TIn, NotUsed>, Flow<TIn, TOut, TMat>> stream, ActorMaterializerSettings settings,
        Func<ActorMaterializerSettings, Akka.Actor.IActorRefFactory, ActorMaterializer> materializerCreator,
        Func<Source<TOut, NotUsed>, ActorMaterializer, IPublisher<TOut>> toPublisher, TestKitBase system)
        : this(stream, settings, materializerCreator(settings, system.Sys), toPublisher, system) { }

    /// <summary>Of the materializer.</summary>
    public ActorMaterializerSettings Settings { get; }

    /// <summary>Feeds the stream.</summary>
    public TestPublisher.ManualProbe<TIn> Upstream { get; }

    /// <summary>Takes from the stream.</summary>
    public TestSubscriber.ManualProbe<TOut> Downstream { get; }

    /// <summary>The stream's end.</summary>
    public IPublisher<TOut> Publisher { get; }

    /// <summary>The stream's subscription to <see cref="Upstream"/>.</summary>
    public StreamTestKit.PublisherProbeSubscription<TIn> UpstreamSubscription { get; }

    /// <summary><see cref="Downstream"/>'s subscription to the stream.</summary>
    public ISubscription DownstreamSubscription { get; }

    /// <summary>The test.</summary>
    public TestKitBase System { get; }
}
