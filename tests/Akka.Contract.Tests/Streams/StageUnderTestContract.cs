using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams;

/// <summary>A probe beside a stage sees every signal that the stage gets.</summary>
public sealed class StageUnderTestContract : ProbeTest
{
    [Fact]
    public async Task A_sink_stage_is_seen_to_get_elements_and_the_end()
    {
        var signals = CreateTestProbe();
        var (up, received) = this.SourceProbe<int>()
            .ToMaterialized(TestSinkStage<int, Task<List<int>>>.Create(new Collecting(), signals), Keep.Both)
            .Run(Materializer);
        up.SendNext(1);
        signals.ExpectMsg<GraphStageMessages.Push>();
        up.SendNext(2);
        signals.ExpectMsg<GraphStageMessages.Push>();
        up.SendComplete();
        signals.ExpectMsg<GraphStageMessages.UpstreamFinish>();
        Assert.Equal([1, 2], await received.WaitAsync(Limit));
    }

    [Fact]
    public void A_sink_stage_is_seen_to_fail()
    {
        var signals = CreateTestProbe();
        var up = this.SourceProbe<int>().To(TestSinkStage<int, Task<List<int>>>.Create(new Collecting(refuses: 2), signals)).Run(Materializer);
        up.SendNext(2);
        signals.ExpectMsg<GraphStageMessages.Push>();
        Assert.Same(Boom, signals.ExpectMsg<GraphStageMessages.StageFailure>().Exception);
        up.ExpectCancellation();
        var failing = this.SourceProbe<int>().To(TestSinkStage<int, Task<List<int>>>.Create(new Collecting(), signals)).Run(Materializer);
        failing.SendError(Boom);
        Assert.Same(Boom, signals.ExpectMsg<GraphStageMessages.Failure>().Ex);
    }

    [Fact]
    public void A_source_stage_is_seen_to_get_demand_and_the_cancellation()
    {
        var signals = CreateTestProbe();
        var down = TestSourceStage<int, NotUsed>.Create(new Counting(), signals).RunWith(this.SinkProbe<int>(), Materializer);
        down.RequestNext(1);
        signals.ExpectMsg<GraphStageMessages.Pull>();
        down.Cancel();
        signals.FishForMessage<GraphStageMessages.DownstreamFinish>(_ => true);
    }

    private sealed class Collecting(int refuses = int.MinValue) : GraphStageWithMaterializedValue<SinkShape<int>, Task<List<int>>>
    {
        private readonly Inlet<int> _in = new("Collecting.in");

        public override SinkShape<int> Shape => new(_in);

        public override ILogicAndMaterializedValue<Task<List<int>>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
        {
            var all = new TaskCompletionSource<List<int>>();
            return new LogicAndMaterializedValue<Task<List<int>>>(new Logic(this, refuses, all), all.Task);
        }

        private sealed class Logic(Collecting stage, int refuses, TaskCompletionSource<List<int>> all) : InGraphStageLogicBase(stage._in)
        {
            private readonly List<int> _seen = [];

            public override void PreStart() => Pull(stage._in);

            public override void OnPush()
            {
                var element = Grab(stage._in);
                if (element == refuses) throw Boom;
                _seen.Add(element);
                Pull(stage._in);
            }

            public override void OnUpstreamFinish()
            {
                all.TrySetResult(_seen);
                CompleteStage();
            }
        }

        private abstract class InGraphStageLogicBase : InGraphStageLogic
        {
            protected InGraphStageLogicBase(Inlet<int> inlet) : base(new SinkShape<int>(inlet)) => SetHandler(inlet, this);
        }
    }

    private sealed class Counting : GraphStage<SourceShape<int>>
    {
        private readonly Outlet<int> _out = new("Counting.out");

        public override SourceShape<int> Shape => new(_out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

        private sealed class Logic : OutGraphStageLogic
        {
            private readonly Counting _stage;
            private int _next;

            public Logic(Counting stage) : base(stage.Shape)
            {
                _stage = stage;
                SetHandler(stage._out, this);
            }

            public override void OnPull() => Push(_stage._out, ++_next);
        }
    }
}
