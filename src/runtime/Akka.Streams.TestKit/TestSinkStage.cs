using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>A sink stage under test: a probe is told of each signal before the stage's own handler runs.</summary>
public sealed class TestSinkStage<T, TMat> : GraphStageWithMaterializedValue<SinkShape<T>, TMat>
{
    private readonly GraphStageWithMaterializedValue<SinkShape<T>, TMat> _stageUnderTest;
    private readonly TestProbe _probe;

    private TestSinkStage(GraphStageWithMaterializedValue<SinkShape<T>, TMat> stageUnderTest, TestProbe probe)
    {
        _stageUnderTest = stageUnderTest;
        _probe = probe;
    }

    public override SinkShape<T> Shape => _stageUnderTest.Shape;

    /// <summary>The stage as a sink; <paramref name="probe"/> gets <see cref="GraphStageMessages"/>.</summary>
    public static Sink<T, TMat> Create(GraphStageWithMaterializedValue<SinkShape<T>, TMat> stageUnderTest, TestProbe probe) =>
        Sink.FromGraph(new TestSinkStage<T, TMat>(stageUnderTest, probe));

    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var made = _stageUnderTest.CreateLogicAndMaterializedValue(inheritedAttributes);
        made.Logic.WrapHandler(Shape.Inlet, handler => new Watched(handler, _probe));
        return made;
    }

    private sealed class Watched(IInHandler handler, TestProbe probe) : IInHandler
    {
        public void OnPush() => GraphStageMessages.Tell(probe, GraphStageMessages.Push.Instance, handler.OnPush);

        public void OnUpstreamFinish() => GraphStageMessages.Tell(probe, GraphStageMessages.UpstreamFinish.Instance, handler.OnUpstreamFinish);

        public void OnUpstreamFailure(Exception e) => GraphStageMessages.Tell(probe, new GraphStageMessages.Failure(e), () => handler.OnUpstreamFailure(e));
    }
}
