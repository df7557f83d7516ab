using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes a flow of a sink and a source that end together: when one completes, fails or cancels, the other is told.</summary>
public static class CoupledTerminationFlow
{
    /// <summary>Couples a sink and a source; the flow's value is both of theirs.</summary>
    public static Flow<TIn, TOut, (TMat1, TMat2)> FromSinkAndSource<TIn, TOut, TMat1, TMat2>(Sink<TIn, TMat1> inlet, Source<TOut, TMat2> outlet) =>
        // What comes in goes out of the top to the sink; what the source gives comes in at the bottom.
        Flow.FromGraph(GraphDsl.Create(inlet, outlet, Keep.Both, (builder, sink, source) =>
        {
            var coupling = builder.Add(new Coupling<TIn, TOut>());
            builder.From(coupling.Outlet1).To(sink);
            builder.From(source).To(coupling.Inlet2);
            return new FlowShape<TIn, TOut>(coupling.Inlet1, coupling.Outlet2);
        }));

    private sealed class Coupling<TIn, TOut> : GraphStage<BidiShape<TIn, TIn, TOut, TOut>>
    {
        public override BidiShape<TIn, TIn, TOut, TOut> Shape { get; } =
            new(new Inlet<TIn>("in1"), new Outlet<TIn>("out1"), new Inlet<TOut>("in2"), new Outlet<TOut>("out2"));

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape);

        private sealed class Logic : GraphStageLogic
        {
            internal Logic(BidiShape<TIn, TIn, TOut, TOut> shape) : base(shape)
            {
                SetHandler(shape.Inlet1, () => Push(shape.Outlet1, Grab(shape.Inlet1)));
                SetHandler(shape.Outlet1, () => Pull(shape.Inlet1));
                SetHandler(shape.Inlet2, () => Push(shape.Outlet2, Grab(shape.Inlet2)));
                SetHandler(shape.Outlet2, () => Pull(shape.Inlet2));
            }
        }
    }
}
