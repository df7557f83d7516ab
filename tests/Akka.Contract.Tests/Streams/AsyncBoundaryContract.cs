using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Implementation;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>Parts of a stream that run on actors of their own.</summary>
public sealed class AsyncBoundaryContract : ProbeTest
{
    [Fact]
    public async Task Elements_keep_their_order_across_boundaries()
    {
        var numbers = await Source.From(Enumerable.Range(1, 1000)).Select(n => n + 1).Async()
            .Via(Flow.Create<int>().Select(n => n * 2).Async())
            .RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(2, 1000).Select(n => n * 2), numbers);
    }

    [Fact]
    public async Task Both_sides_run_at_the_same_time()
    {
        // The left side waits, inside its function, for what the right side has done with the element before.
        using var passed = new ManualResetEventSlim();
        var result = Source.From([1, 2])
            .Select(n => n == 1 || passed.Wait(Limit)).Async()
            .Select(ok =>
            {
                passed.Set();
                return ok;
            })
            .RunWith(Sink.Seq<bool>(), Materializer);
        Assert.Equal([true, true], await result.WaitAsync(Limit));
    }

    [Fact]
    public void A_buffer_stands_at_the_boundary()
    {
        var (up, down) = Between(Flow.Create<int>().Via(Flow.Create<int>().Async().AddAttributes(Attributes.CreateInputBuffer(4, 4))));
        down.EnsureSubscription();
        // Two at the edge, four at each side of the island.
        for (var i = 0; i < 6; i++) up.SendNext(i);
        down.Request(6);
        down.ExpectNext(0, 1, 2, 3, 4, 5);
        up.SendComplete();
        down.ExpectComplete();
    }

    [Fact]
    public void Failure_and_cancellation_cross_it()
    {
        var (up, down) = Between(Flow.Create<int>().Select(n => n).Async());
        down.Request(1);
        up.SendError(Boom);
        Assert.Same(Boom, down.ExpectError());

        var (upTwo, downTwo) = Between(Flow.Create<int>().Select(n => n).Async());
        downTwo.Request(1);
        downTwo.Cancel();
        upTwo.ExpectCancellation();
    }

    [Fact]
    public void Each_island_has_an_actor_and_all_end_with_the_stream()
    {
        var impl = Assert.IsType<ActorMaterializerImpl>(Materializer);
        var (_, down) = Between(Flow.Create<int>().Select(n => n).Async());
        down.EnsureSubscription();
        impl.Supervisor.Tell(StreamSupervisor.GetChildren.Instance, TestActor);
        Assert.Equal(2, ExpectMsg<StreamSupervisor.Children>().Refs.Count);
        down.Cancel();
        AwaitAssert(() =>
        {
            impl.Supervisor.Tell(StreamSupervisor.GetChildren.Instance, TestActor);
            Assert.Empty(ExpectMsg<StreamSupervisor.Children>().Refs);
        });
    }

    [Fact]
    public async Task Values_come_out_of_islands()
    {
        var (left, right) = Source.From([1, 2]).MapMaterializedValue(_ => "source").Async()
            .ToMaterialized(Sink.Seq<int>().Async(), Keep.Both).Run(Materializer);
        Assert.Equal("source", left);
        Assert.Equal([1, 2], await right.WaitAsync(Limit));
    }
}
