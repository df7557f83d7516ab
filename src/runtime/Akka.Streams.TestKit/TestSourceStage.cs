using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>A source stage under test: a probe is told of each signal before the stage's own handler runs.</summary>
public sealed class TestSourceStage<T, TMat> : GraphStageWithMaterializedValue<SourceShape<T>, TMat>
{
    private readonly GraphStageWithMaterializedValue<SourceShape<T>, TMat> _stageUnderTest;
    private readonly TestProbe _probe;

    private TestSourceStage(GraphStageWithMaterializedValue<SourceShape<T>, TMat> stageUnderTest, TestProbe probe)
    {
        _stageUnderTest = stageUnderTest;
        _probe = probe;
    }

    public override SourceShape<T> Shape => _stageUnderTest.Shape;

    /// <summary>The stage as a source; <paramref name="probe"/> gets <see cref="GraphStageMessages"/>.</summary>
    public static Source<T, TMat> Create(GraphStageWithMaterializedValue<SourceShape<T>, TMat> stageUnderTest, TestProbe probe) =>
        Source.FromGraph(new TestSourceStage<T, TMat>(stageUnderTest, probe));

    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var made = _stageUnderTest.CreateLogicAndMaterializedValue(inheritedAttributes);
        made.Logic.WrapHandler(Shape.Outlet, handler => new Watched(handler, _probe));
        return made;
    }

    private sealed class Watched(IOutHandler handler, TestProbe probe) : IOutHandler
    {
        public void OnPull() => GraphStageMessages.Tell(probe, GraphStageMessages.Pull.Instance, handler.OnPull);

        public void OnDownstreamFinish(Exception cause) => GraphStageMessages.Tell(probe, GraphStageMessages.DownstreamFinish.Instance, () => handler.OnDownstreamFinish(cause));
    }
}
