using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Sources that unfold a state by means of a flow.</summary>
public static class SourceGen
{
    /// <summary>Sends each state through a flow, which makes the next state and an element of it; ends when the flow does.</summary>
    /// <param name="seed">The first state.</param>
    /// <param name="flow">Gives one answer for each state.</param>
    /// <param name="timeout">How long a flow that has cancelled may take to complete or fail.</param>
    public static Source<TElem, TMat> UnfoldFlow<TState, TElem, TMat>(TState seed, IGraph<FlowShape<TState, (TState, TElem)>, TMat> flow, TimeSpan timeout) =>
        Unfold(seed, flow, static answer => Option<(TState, TElem)>.Create(answer), timeout);

    /// <summary>Sends each state through a flow and makes the next state and an element of its answer, or the end.</summary>
    /// <param name="seed">The first state.</param>
    /// <param name="flow">Gives one answer for each state.</param>
    /// <param name="unfoldWith">The next state and an element; none ends the source.</param>
    /// <param name="timeout">How long a flow that has cancelled may take to complete or fail.</param>
    public static Source<TElem, TMat> UnfoldFlowWith<TOut, TState, TElem, TMat>(
        TState seed, IGraph<FlowShape<TState, TOut>, TMat> flow, Func<TOut, Option<(TState, TElem)>> unfoldWith, TimeSpan timeout) =>
        Unfold(seed, flow, unfoldWith, timeout);

    private static Source<TElem, TMat> Unfold<TOut, TState, TElem, TMat>(
        TState seed, IGraph<FlowShape<TState, TOut>, TMat> flow, Func<TOut, Option<(TState, TElem)>> unfold, TimeSpan timeout) =>
        Source.FromGraph(GraphDsl.Create<SourceShape<TElem>, TMat, FlowShape<TState, TOut>>(flow, (builder, step) =>
        {
            var loop = builder.Add(new Loop<TOut, TState, TElem>(seed, unfold, timeout));
            builder.From(loop.Out0).To(step.Inlet);
            builder.From(step.Outlet).To(loop.In);
            return new SourceShape<TElem>(loop.Out1);
        }));

    private sealed class Loop<TOut, TState, TElem>(TState seed, Func<TOut, Option<(TState, TElem)>> unfold, TimeSpan timeout)
        : GraphStage<FanOutShape<TOut, TState, TElem>>
    {
        public override FanOutShape<TOut, TState, TElem> Shape { get; } = new("UnfoldFlow");

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, seed, unfold, timeout);

        private sealed class Logic : TimerGraphStageLogic
        {
            private readonly FanOutShape<TOut, TState, TElem> _shape;
            private readonly TimeSpan _timeout;
            private TState _next;
            private bool _hasNext = true;

            internal Logic(FanOutShape<TOut, TState, TElem> shape, TState seed, Func<TOut, Option<(TState, TElem)>> unfold, TimeSpan timeout) : base(shape)
            {
                (_shape, _timeout, _next) = (shape, timeout, seed);
                SetHandler(shape.In, () =>
                {
                    var answer = unfold(Grab(shape.In));
                    if (!answer.HasValue)
                    {
                        CompleteStage();
                        return;
                    }

                    (_next, var element) = answer.Value;
                    _hasNext = true;
                    Push(shape.Out1, element);
                });
                SetHandler(shape.Out0, Feed, _ =>
                {
                    // A flow that cancels says in its own way, on the other side, whether it completed or failed; but it must say so in time.
                    SetKeepGoing(true);
                    ScheduleOnce(this, _timeout);
                });
                SetHandler(shape.Out1, () =>
                {
                    if (!HasBeenPulled(shape.In)) TryPull(shape.In);
                    Feed();
                });
            }

            protected internal override void OnTimer(object timerKey) => FailStage(new InvalidOperationException(
                $"unfoldFlow source's inner flow canceled only upstream, while downstream remain available for {_timeout}"));

            private void Feed()
            {
                if (!_hasNext || !IsAvailable(_shape.Out0) || !IsAvailable(_shape.Out1)) return;
                _hasNext = false;
                Push(_shape.Out0, _next);
            }
        }
    }
}
