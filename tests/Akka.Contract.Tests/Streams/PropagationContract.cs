using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Akka.Util;

namespace Akka.Contract.Tests.Streams;

/// <summary>What every operator owes its neighbours: the end, the failure and the cancellation go on, and elements before them.</summary>
public sealed class PropagationContract : ProbeTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Func<Flow<int, int, NotUsed>, Flow<int, int, NotUsed>>> Operators = new()
    {
        ["Identity"] = flow => flow,
        ["Select"] = flow => flow.Select(n => n),
        ["Where"] = flow => flow.Where(_ => true),
        ["WhereNot"] = flow => flow.WhereNot(_ => false),
        ["Collect"] = flow => flow.Collect(_ => true, n => n),
        ["SelectMany"] = flow => flow.SelectMany(n => new[] { n }),
        ["StatefulSelectMany"] = flow => flow.StatefulSelectMany<int, int, int, NotUsed>(() => n => [n]),
        ["SelectAsync"] = flow => flow.SelectAsync(2, Task.FromResult),
        ["SelectAsyncUnordered"] = flow => flow.SelectAsyncUnordered(2, Task.FromResult),
        ["SelectAsync, late"] = flow => flow.SelectAsync(2, async n => { await Task.Yield(); return n; }),
        ["Take"] = flow => flow.Take(100),
        ["TakeWhile"] = flow => flow.TakeWhile(_ => true),
        ["TakeWithin"] = flow => flow.TakeWithin(Hour),
        ["Skip"] = flow => flow.Skip(0),
        ["SkipWhile"] = flow => flow.SkipWhile(_ => false),
        ["Limit"] = flow => flow.Limit(100),
        ["Buffer, held"] = flow => flow.Buffer(4, OverflowStrategy.Backpressure),
        ["Buffer, dropping"] = flow => flow.Buffer(4, OverflowStrategy.DropHead),
        ["Conflate"] = flow => flow.Conflate((_, n) => n),
        ["Batch"] = flow => flow.Batch(1, n => n, (_, n) => n),
        ["Throttle"] = flow => flow.Throttle(1000, TimeSpan.FromMilliseconds(1), 1000, ThrottleMode.Shaping),
        ["InitialDelay"] = flow => flow.InitialDelay(TimeSpan.Zero),
        ["KeepAlive"] = flow => flow.KeepAlive(Hour, () => 0),
        ["IdleTimeout"] = flow => flow.IdleTimeout(Hour),
        ["InitialTimeout"] = flow => flow.InitialTimeout(Hour),
        ["CompletionTimeout"] = flow => flow.CompletionTimeout(Hour),
        ["BackpressureTimeout"] = flow => flow.BackpressureTimeout(Hour),
        ["Log"] = flow => flow.Log("log"),
        ["WatchTermination"] = flow => flow.WatchTermination(Keep.Left),
        ["Monitor"] = flow => flow.Monitor(Keep.Left),
        ["AlsoTo"] = flow => flow.AlsoTo(Sink.Ignore<int>()),
        ["WireTap"] = flow => flow.WireTap(Sink.Ignore<int>()),
        ["DivertTo"] = flow => flow.DivertTo(Sink.Ignore<int>(), _ => false),
        ["Recover, not"] = flow => flow.Recover(_ => Option<int>.None),
        ["RecoverWith, not"] = flow => flow.RecoverWith(_ => null),
        ["SelectError, not"] = flow => flow.SelectError(e => e),
        ["Merge"] = flow => flow.Merge(Source.Empty<int>()),
        ["Concat"] = flow => flow.Concat(Source.Empty<int>()),
        ["Prepend"] = flow => flow.Prepend(Source.Empty<int>()),
        ["OrElse"] = flow => flow.OrElse(Source.Empty<int>()),
        ["Interleave"] = flow => flow.Interleave(Source.Empty<int>(), 1),
        ["MergeSorted"] = flow => flow.MergeSorted(Source.Empty<int>()),
        ["ZipWith"] = flow => flow.ZipWith(Source.Repeat(0), (n, _) => n),
        ["ZipWithIndex"] = flow => flow.ZipWithIndex().Select(pair => pair.Item1),
        ["Grouped"] = flow => flow.Grouped(1).SelectMany(list => list),
        ["GroupedWithin"] = flow => flow.GroupedWithin(1, Hour).SelectMany(list => list),
        ["Sliding"] = flow => flow.Sliding(1).SelectMany(list => list),
        ["ConcatMany"] = flow => flow.ConcatMany(n => Source.Single(n)),
        ["MergeMany"] = flow => flow.MergeMany(2, n => Source.Single(n)),
        ["GroupBy"] = flow => (Flow<int, int, NotUsed>)flow.GroupBy(10, n => n).MergeSubstreams(),
        ["SplitWhen"] = flow => (Flow<int, int, NotUsed>)flow.SplitWhen(_ => true).ConcatSubstream(),
        ["SplitAfter"] = flow => (Flow<int, int, NotUsed>)flow.SplitAfter(_ => true).ConcatSubstream(),
        ["KillSwitch"] = flow => flow.Via(KillSwitches.Single<int>()),
        ["BidiFlow"] = flow => flow.Via(BidiFlow.Identity<int, int>().Join(Flow.Create<int>())),
        ["Setup"] = flow => flow.Via(Flow.Setup((_, _) => Flow.Create<int>())),
        ["Restart"] = flow => flow.Via(RestartFlow.OnFailuresWithBackoff(() => Flow.Create<int>(), RestartSettings.Create(Hour, Hour, 0))),
    };

    public static TheoryData<string> Names => [.. Operators.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_and_completion_pass(string name)
    {
        var (up, down) = Between(Operators[name](Flow.Create<int>()));
        down.Request(10);
        up.SendNext(1);
        down.ExpectNext(1);
        up.SendNext(2);
        down.ExpectNext(2);
        up.SendComplete();
        down.ExpectComplete();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_stream_completes(string name)
    {
        var (up, down) = Between(Operators[name](Flow.Create<int>()));
        down.Request(1);
        up.SendComplete();
        down.ExpectComplete();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_failure_passes(string name)
    {
        // A restarting flow fails its inner flow, and starts that anew.
        if (name == "Restart") return;
        var (up, down) = Between(Operators[name](Flow.Create<int>()));
        down.Request(10);
        up.SendNext(1);
        down.ExpectNext(1);
        up.SendError(Boom);
        Assert.Same(Boom, down.ExpectError());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cancellation_passes(string name)
    {
        var (up, down) = Between(Operators[name](Flow.Create<int>()));
        down.Request(1);
        up.SendNext(1);
        down.ExpectNext(1);
        down.Cancel();
        up.ExpectCancellation();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_emitted_without_demand(string name)
    {
        var (up, down) = Between(Operators[name](Flow.Create<int>()));
        down.Request(1);
        up.SendNext(1);
        up.SendNext(2);
        down.ExpectNext(1);
        down.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        down.Request(1);
        down.ExpectNext(2);
        down.Cancel();
    }
}
