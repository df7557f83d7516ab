using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>What restarting streams do with elements that were asked for, and with ends that come while they wait.</summary>
public sealed class RestartContract : ProbeTest
{
    private static readonly RestartSettings Soon = RestartSettings.Create(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), 0);
    private static readonly RestartSettings Never = RestartSettings.Create(TimeSpan.FromHours(1), TimeSpan.FromHours(1), 0);

    [Fact]
    public void An_element_that_the_old_sink_asked_for_goes_to_the_new_one()
    {
        var sinks = CreateTestProbe();
        Sink<int, NotUsed> Make() => this.SinkProbe<int>().MapMaterializedValue(probe =>
        {
            sinks.Ref.Tell(probe, TestActor);
            return NotUsed.Instance;
        });
        var up = this.SourceProbe<int>().ToMaterialized(RestartSink.WithBackoff(Make, Soon), Keep.Left).Run(Materializer);
        var first = sinks.ExpectMsg<TestSubscriber.Probe<int>>();
        first.Request(2);
        up.SendNext(1);
        first.ExpectNext(1);
        first.Cancel();
        var second = sinks.ExpectMsg<TestSubscriber.Probe<int>>();
        up.SendNext(2);
        second.Request(1);
        second.ExpectNext(2);
        up.SendComplete();
        second.ExpectComplete();
    }

    [Fact]
    public void A_source_that_ends_begins_again_and_one_that_only_fails_does_so()
    {
        var again = Probe(RestartSource.WithBackoff(() => Source.From([1, 2]), Soon));
        again.Request(5);
        again.ExpectNext(1, 2, 1, 2, 1);
        again.Cancel();

        var once = Probe(RestartSource.OnFailuresWithBackoff(() => Source.From([1, 2]), Soon));
        once.Request(5);
        once.ExpectNext(1, 2);
        once.ExpectComplete();
    }

    [Fact]
    public void The_last_failure_passes_when_the_restarts_are_used_up()
    {
        var settings = RestartSettings.Create(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2), 0).WithMaxRestarts(2, TimeSpan.FromHours(1));
        var down = Probe(RestartSource.WithBackoff(() => Source.From([1, 2]).Select(n => n == 2 ? throw Boom : n), settings));
        down.Request(10);
        down.ExpectNext(1, 1, 1);
        Assert.Same(Boom, down.ExpectError());
    }

    [Fact]
    public void A_cancellation_while_it_waits_ends_it()
    {
        var down = Probe(RestartSource.WithBackoff(() => Source.Single(1), Never));
        down.Request(2);
        down.ExpectNext(1);
        down.Cancel();

        var (up, flow) = Between(RestartFlow.WithBackoff(() => Flow.Create<int>().Take(1), Never));
        flow.Request(2);
        up.SendNext(1);
        flow.ExpectNext(1);
        up.SendComplete();
        flow.ExpectComplete();
    }

    [Fact]
    public async Task A_negative_number_of_restarts_is_no_limit()
    {
        var down = Probe(RestartSource.WithBackoff(() => Source.Single(1), Soon.WithMaxRestarts(-1, TimeSpan.FromHours(1))));
        for (var i = 0; i < 4; i++) await down.RequestNextAsync(1);
        await down.CancelAsync();
    }
}
