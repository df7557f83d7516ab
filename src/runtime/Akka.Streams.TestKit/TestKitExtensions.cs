using Akka.Streams.Dsl;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Makes probes.</summary>
public static class TestKitExtensions
{
    /// <summary>A subscriber that leaves it to the test to demand.</summary>
    public static TestSubscriber.ManualProbe<T> CreateManualSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);

    /// <summary>A subscriber that waits for its subscription by itself.</summary>
    public static TestSubscriber.Probe<T> CreateSubscriberProbe<T>(this TestKitBase testKit) => new(testKit);

    /// <summary>A publisher that leaves it to the test to keep to the demand.</summary>
    public static TestPublisher.ManualProbe<T> CreateManualPublisherProbe<T>(this TestKitBase testKit, bool autoOnSubscribe = true) => new(testKit, autoOnSubscribe);

    /// <summary>A publisher that keeps to the demand.</summary>
    public static TestPublisher.Probe<T> CreatePublisherProbe<T>(this TestKitBase testKit, long initialPendingRequests = 0) => new(testKit, initialPendingRequests);
}

/// <summary>Sources whose value is a probe.</summary>
public static class TestSource
{
    /// <summary>A source that the probe drives; a new probe for each run.</summary>
    public static Source<T, TestPublisher.Probe<T>> SourceProbe<T>(this TestKitBase testKit) =>
        Source.AsSubscriber<T>().MapMaterializedValue(subscriber =>
        {
            var probe = testKit.CreatePublisherProbe<T>();
            probe.Subscribe(subscriber);
            return probe;
        });
}

/// <summary>Sinks whose value is a probe.</summary>
public static class TestSink
{
    /// <summary>A sink that the probe drives; a new probe for each run.</summary>
    public static Sink<T, TestSubscriber.Probe<T>> SinkProbe<T>(this TestKitBase testKit) =>
        Sink.AsPublisher<T>(false).MapMaterializedValue(publisher =>
        {
            var probe = testKit.CreateSubscriberProbe<T>();
            publisher.Subscribe(probe);
            return probe;
        });
}
