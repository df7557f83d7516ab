using Akka.Streams;
using Akka.Streams.Dsl;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Contract.Tests.Streams;

/// <summary>What an operator does when its function throws: fail, drop the element, or drop the element and what was gathered.</summary>
public sealed class SupervisionContract : ProbeTest
{
    private static int Check(int n) => n == 3 ? throw Boom : n;

    private static readonly Dictionary<string, (Func<Flow<int, int, NotUsed>, Flow<int, string, NotUsed>> Make, string Resumed, string Restarted)> Operators = new()
    {
        ["Select"] = (flow => flow.Select(n => $"{Check(n)}"), "1 2 4 5", "1 2 4 5"),
        ["Where"] = (flow => flow.Where(n => Check(n) > 0).Select(n => $"{n}"), "1 2 4 5", "1 2 4 5"),
        ["Collect"] = (flow => flow.Collect(n => $"{Check(n)}"), "1 2 4 5", "1 2 4 5"),
        ["SelectMany"] = (flow => flow.SelectMany(n => new[] { $"{Check(n)}" }), "1 2 4 5", "1 2 4 5"),
        ["SelectMany, while enumerating"] = (flow => flow.SelectMany(n => Enumerable.Range(n, 1).Select(m => $"{Check(m)}")), "1 2 4 5", "1 2 4 5"),
        ["StatefulSelectMany"] = (flow => flow.StatefulSelectMany<int, int, string, NotUsed>(() =>
        {
            var count = 0;
            return n => [$"{Check(n)}#{++count}"];
        }), "1#1 2#2 4#3 5#4", "1#1 2#2 4#1 5#2"),
        ["SelectAsync, at once"] = (flow => flow.SelectAsync(1, n => Task.FromResult($"{Check(n)}")), "1 2 4 5", "1 2 4 5"),
        ["SelectAsync, late"] = (flow => flow.SelectAsync(2, async n => { await Task.Yield(); return $"{Check(n)}"; }), "1 2 4 5", "1 2 4 5"),
        ["SelectAsyncUnordered"] = (flow => flow.SelectAsyncUnordered(1, async n => { await Task.Yield(); return $"{Check(n)}"; }), "1 2 4 5", "1 2 4 5"),
        ["TakeWhile"] = (flow => flow.TakeWhile(n => Check(n) < 5).Select(n => $"{n}"), "1 2 4", "1 2 4"),
        ["SkipWhile"] = (flow => flow.SkipWhile(n => Check(n) < 2).Select(n => $"{n}"), "2 3 4 5", "2 3 4 5"),
        ["Scan"] = (flow => flow.Scan(0, (sum, n) => sum + Check(n)).Select(n => $"{n}"), "0 1 3 7 12", "0 1 3 0 4 9"),
        ["Aggregate"] = (flow => flow.Aggregate(0, (sum, n) => sum + Check(n)).Select(n => $"{n}"), "12", "9"),
        ["Sum"] = (flow => flow.Sum((sum, n) => sum + Check(n)).Select(n => $"{n}"), "12", "9"),
        ["AggregateAsync"] = (flow => flow.AggregateAsync(0, async (sum, n) => { await Task.Yield(); return sum + Check(n); }).Select(n => $"{n}"), "12", "9"),
        ["LimitWeighted"] = (flow => flow.LimitWeighted(100, n => Check(n)).Select(n => $"{n}"), "1 2 4 5", "1 2 4 5"),
        ["Log"] = (flow => flow.Log("log", n => Check(n)).Select(n => $"{n}"), "1 2 3 4 5", "1 2 3 4 5"),
    };

    public static TheoryData<string> Names => [.. Operators.Keys];

    private async Task<string> Run(string name, Directive directive)
    {
        var flow = Operators[name].Make(Flow.Create<int>()).WithAttributes(Supervise(directive));
        return string.Join(' ', await Source.From(Enumerable.Range(1, 5)).Via(flow).RunWith(Sink.Seq<string>(), Materializer).WaitAsync(Limit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Resume_drops_the_element(string name)
    {
        if (name == "Log") return;
        Assert.Equal(Operators[name].Resumed, await Run(name, Directive.Resume));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Restart_drops_the_element_and_the_state(string name)
    {
        if (name == "Log") return;
        Assert.Equal(Operators[name].Restarted, await Run(name, Directive.Restart));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stop_fails_the_stream(string name)
    {
        // The one asks no more once it has begun, the other only when the line is written.
        if (name is "SkipWhile" or "Log") return;
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => Run(name, Directive.Stop));
        Assert.Same(Boom, thrown is AggregateException wrapped ? wrapped.GetBaseException() : thrown);
    }

    [Fact]
    public async Task A_decider_of_the_materializer_is_the_fall_back()
    {
        var settings = ActorMaterializerSettings.Create(Sys).WithSupervisionStrategy(Akka.Streams.Supervision.Deciders.ResumingDecider);
        using var materializer = Sys.Materializer(settings);
        Assert.Equal([1, 2, 4], await Source.From(Enumerable.Range(1, 4)).Select(Check).RunWith(Sink.Seq<int>(), materializer).WaitAsync(Limit));
    }

    [Fact]
    public async Task An_asynchronous_scan_that_restarts_emits_nothing_for_the_step_that_failed()
    {
        Task<int> Step(int sum, int n) => n < 0 ? Task.FromException<int>(Boom) : Task.FromResult(sum + n);
        var scan = Source.From([1, -1, 1]).ScanAsync(0, Step);
        Assert.Equal([0, 1, 1], await scan.WithAttributes(Supervise(Directive.Restart)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
        Assert.Equal([0, 1, 2], await scan.WithAttributes(Supervise(Directive.Resume)).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit));
    }
}
