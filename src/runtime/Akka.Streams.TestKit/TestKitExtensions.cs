using Akka.Actor;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
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

/// <summary>Checks that streams leave nothing behind.</summary>
public static class Utils
{
    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static void AssertAllStagesStopped(this TestKitBase testKit, Action block, IMaterializer materializer)
    {
        block();
        Check(testKit, materializer);
    }

    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static T AssertAllStagesStopped<T>(this TestKitBase testKit, Func<T> block, IMaterializer materializer)
    {
        var result = block();
        Check(testKit, materializer);
        return result;
    }

    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static async Task AssertAllStagesStoppedAsync(this TestKitBase testKit, Func<Task> block, IMaterializer materializer)
    {
        await block();
        await testKit.AwaitAssertAsync(() => CheckOnceAsync(materializer), TimeSpan.FromSeconds(5));
    }

    private static void Check(TestKitBase testKit, IMaterializer materializer) =>
        testKit.AwaitAssert(() => CheckOnceAsync(materializer).GetAwaiter().GetResult(), TimeSpan.FromSeconds(5));

    private static async Task CheckOnceAsync(IMaterializer materializer)
    {
        if (materializer is not ActorMaterializer { IsShutdown: false } actorMaterializer) return;
        var children = await actorMaterializer.Supervisor.Ask<StreamSupervisor.Children>(StreamSupervisor.GetChildren.Instance, TimeSpan.FromSeconds(3));
        if (children.Refs.Count > 0) throw new InvalidOperationException($"expected no StreamSupervisor children, but got {string.Join(", ", children.Refs)}");
    }
}
