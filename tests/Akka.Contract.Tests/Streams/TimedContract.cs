using System.Collections.Immutable;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Extra;

namespace Akka.Contract.Tests.Streams;

public sealed class TimedContract : StreamTest
{
    [Fact]
    public async Task What_operators_take_is_measured_from_the_first_element_to_the_end()
    {
        var measured = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var elements = await Source.From(Enumerable.Range(1, 4))
            .Timed(static source => source.Select(static n => n * 2).Where(static n => n > 2), measured.SetResult)
            .RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal([4, 6, 8], elements);
        Assert.True(await measured.Task.WaitAsync(Limit) >= TimeSpan.Zero);
    }

    [Fact]
    public async Task Intervals_between_matching_elements_are_measured()
    {
        var intervals = 0;
        await Source.From(Enumerable.Range(1, 10))
            .Via(Flow.Create<int>().TimedIntervalBetween(static n => n % 3 == 0, _ => intervals++))
            .RunWith(Sink.Ignore<int>(), Materializer).WaitAsync(Limit);
        Assert.Equal(2, intervals);
    }

    [Fact]
    public async Task Shapes_of_ones_own_are_copied_with_their_ports()
    {
        var graph = GraphDsl.Create(static builder =>
        {
            var merge = builder.Add(new MergePreferred<int>(1));
            return new JobShape<int, int>(new FanInShape<int>.PortsInit(merge.Out, [merge.In(0), merge.Preferred]));
        });
        var result = await RunnableGraph.FromGraph(GraphDsl.Create(Sink.Seq<int>(), (builder, sink) =>
        {
            var jobs = builder.Add(graph);
            builder.From(Source.From([1, 2])).To(jobs.Jobs);
            builder.From(Source.From([3])).To(jobs.Urgent);
            builder.From(jobs.Out).To(sink);
            return ClosedShape.Instance;
        })).Run(Materializer).WaitAsync(Limit);
        Assert.Equal([1, 2, 3], result.Order());

        var made = new JobShape<int, int>("jobs");
        Assert.Equal(["jobs.jobs", "jobs.urgent"], made.Inlets.Select(static i => i.Name));
        var copy = (JobShape<int, int>)made.DeepCopy();
        Assert.NotSame(made.Jobs, copy.Jobs);
        Assert.Equal(2, copy.Inlets.Length);
        Assert.Throws<ArgumentException>(() => made.CopyFromPorts([made.Jobs], [made.Out]));
    }

    private sealed class JobShape<TIn, TOut> : FanInShape<TOut>
    {
        public JobShape(string name) : this(new NameInit(name)) { }

        public JobShape(IInit init) : base(init)
        {
            Jobs = NewInlet<TIn>("jobs");
            Urgent = NewInlet<TIn>("urgent");
        }

        public Inlet<TIn> Jobs { get; }

        public Inlet<TIn> Urgent { get; }

        protected override FanInShape<TOut> Construct(IInit init) => new JobShape<TIn, TOut>(init);
    }
}
