using Akka.Pattern;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>Flows that try again what failed, as the state that travels with each element says.</summary>
public static class Retry
{
    /// <summary>Sends what <paramref name="retryWith"/> makes of a failure's state instead of the failure.</summary>
    /// <param name="flow">Gives exactly one result for each element.</param>
    /// <param name="retryWith">The state of a failure to the element to try next; none lets the failure out.</param>
    public static IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> Create<TIn, TState, TOut, TMat>(
        IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> flow, Func<TState, Option<(TIn, TState)>> retryWith) =>
        Around(flow, long.MaxValue, state => retryWith(state) is { HasValue: true, Value: var next } ? [next] : null, dropsWithout: false);

    /// <summary>Sends the several elements that <paramref name="retryWith"/> makes of a failure's state instead of the failure.</summary>
    /// <param name="limit">Elements that may wait to be tried; more fail the stream.</param>
    /// <param name="flow">Gives exactly one result for each element.</param>
    /// <param name="retryWith">The state of a failure to the elements to try next; null drops the failure.</param>
    public static IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> Concat<TIn, TState, TOut, TMat>(
        long limit, IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> flow, Func<TState, IEnumerable<(TIn, TState)>?> retryWith) =>
        Around(flow, limit, state => retryWith(state)?.ToArray(), dropsWithout: true);

    private static IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> Around<TIn, TState, TOut, TMat>(
        IGraph<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat> flow, long limit, Func<TState, (TIn, TState)[]?> retryWith, bool dropsWithout) =>
        GraphDsl.Create<FlowShape<(TIn, TState), (Result<TOut>, TState)>, TMat, FlowShape<(TIn, TState), (Result<TOut>, TState)>>(flow, (builder, inner) =>
        {
            var retry = builder.Add(new Coordinator<TIn, TState, TOut>(limit, retryWith, dropsWithout));
            builder.From(retry.Outlet2).To(inner.Inlet);
            builder.From(inner.Outlet).To(retry.Inlet2);
            return new FlowShape<(TIn, TState), (Result<TOut>, TState)>(retry.Inlet1, retry.Outlet1);
        });

    private sealed class Coordinator<TIn, TState, TOut>(long limit, Func<TState, (TIn, TState)[]?> retryWith, bool dropsWithout)
        : GraphStage<BidiShape<(TIn, TState), (Result<TOut>, TState), (Result<TOut>, TState), (TIn, TState)>>
    {
        public override BidiShape<(TIn, TState), (Result<TOut>, TState), (Result<TOut>, TState), (TIn, TState)> Shape { get; } = new(
            new Inlet<(TIn, TState)>("Retry.ext.in"), new Outlet<(Result<TOut>, TState)>("Retry.ext.out"),
            new Inlet<(Result<TOut>, TState)>("Retry.int.in"), new Outlet<(TIn, TState)>("Retry.int.out"));

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

        private sealed class Logic : GraphStageLogic
        {
            private readonly BidiShape<(TIn, TState), (Result<TOut>, TState), (Result<TOut>, TState), (TIn, TState)> _shape;
            private readonly Coordinator<TIn, TState, TOut> _stage;
            private readonly Queue<(TIn, TState)> _again = new();
            private bool _underWay;

            internal Logic(Coordinator<TIn, TState, TOut> stage) : base(stage.Shape)
            {
                _stage = stage;
                _shape = stage.Shape;
                SetHandler(_shape.Inlet1, () => Try(Grab(_shape.Inlet1)), CompleteIfDone);
                SetHandler(_shape.Outlet1, Next);
                SetHandler(_shape.Inlet2, OnResult);
                // When the flow cancels, its failure or completion follows on the other side.
                SetHandler(_shape.Outlet2, Next, _ => { });
            }

            private void OnResult()
            {
                _underWay = false;
                var (result, state) = Grab(_shape.Inlet2);
                if (!result.IsSuccess && _stage.RetryWith(state) is { } again)
                {
                    if (_again.Count + again.Length > _stage.Limit)
                    {
                        FailStage(new IllegalStateException(
                            $"Queue limit of {_stage.Limit} has been exceeded. Trying to append {again.Length} elements to a queue that has {_again.Count} elements."));
                        return;
                    }

                    foreach (var element in again) _again.Enqueue(element);
                }
                else if (result.IsSuccess || !_stage.DropsWithout)
                {
                    Push(_shape.Outlet1, (result, state));
                    CompleteIfDone();
                    return;
                }

                CompleteIfDone();
                if (!IsClosed(_shape.Outlet1)) Next();
            }

            private void Next()
            {
                if (_underWay || !IsAvailable(_shape.Outlet1)) return;
                if (!IsAvailable(_shape.Outlet2))
                {
                    // The flow asks for an element once it is asked for a result.
                    if (!HasBeenPulled(_shape.Inlet2)) TryPull(_shape.Inlet2);
                    return;
                }

                if (_again.TryDequeue(out var element)) Try(element);
                else if (!HasBeenPulled(_shape.Inlet1)) TryPull(_shape.Inlet1);
            }

            private void Try((TIn, TState) element)
            {
                _underWay = true;
                if (!HasBeenPulled(_shape.Inlet2)) Pull(_shape.Inlet2);
                Push(_shape.Outlet2, element);
            }

            private void CompleteIfDone()
            {
                if (IsClosed(_shape.Inlet1) && !_underWay && _again.Count == 0) CompleteStage();
            }
        }

        private Func<TState, (TIn, TState)[]?> RetryWith => retryWith;

        private long Limit => limit;

        private bool DropsWithout => dropsWithout;
    }
}
