using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>A flow that sends an element again, after a back-off, until its answer will do.</summary>
public static class RetryFlow
{
    /// <summary>One element at a time: the answer goes on, unless <paramref name="decideRetry"/> gives an element to send instead.</summary>
    /// <param name="minBackoff">Wait before the first retry; doubled with each.</param>
    /// <param name="maxBackoff">Longest wait, before the random part.</param>
    /// <param name="randomFactor">A random share of the wait, 0 to this factor, is added.</param>
    /// <param name="maxRetries">Retries of one element, after which its last answer goes on.</param>
    /// <param name="flow">Gives exactly one answer for each element.</param>
    /// <param name="decideRetry">Element and answer to the element to try again with, or none.</param>
    public static Flow<TIn, TOut, TMat> WithBackoff<TIn, TOut, TMat>(
        TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRetries, Flow<TIn, TOut, TMat> flow, Func<TIn, TOut, Option<TIn>> decideRetry) =>
        BidiFlow.FromGraph(new Coordinator<TIn, TOut>(RestartSettings.Create(minBackoff, maxBackoff, randomFactor), maxRetries, decideRetry))
            .JoinMaterialized(flow, Keep.Right);

    /// <summary>The same for a flow whose elements carry a context.</summary>
    /// <inheritdoc cref="WithBackoff"/>
    public static FlowWithContext<TIn, TCtxIn, TOut, TCtxOut, TMat> WithBackoffAndContext<TIn, TCtxIn, TOut, TCtxOut, TMat>(
        TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxRetries, FlowWithContext<TIn, TCtxIn, TOut, TCtxOut, TMat> flow,
        Func<(TIn, TCtxIn), (TOut, TCtxOut), Option<(TIn, TCtxIn)>> decideRetry) =>
        FlowWithContext.From(WithBackoff(minBackoff, maxBackoff, randomFactor, maxRetries, flow.AsFlow(), decideRetry));

    private sealed class Coordinator<TIn, TOut>(RestartSettings backoff, int maxRetries, Func<TIn, TOut, Option<TIn>> decideRetry)
        : GraphStage<BidiShape<TIn, TIn, TOut, TOut>>
    {
        public override BidiShape<TIn, TIn, TOut, TOut> Shape { get; } = new(
            new Inlet<TIn>("RetryFlow.externalIn"), new Outlet<TIn>("RetryFlow.internalOut"),
            new Inlet<TOut>("RetryFlow.internalIn"), new Outlet<TOut>("RetryFlow.externalOut"));

        protected override Attributes InitialAttributes { get; } = Attributes.CreateName("RetryFlow");

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape, backoff, maxRetries, decideRetry);

        private sealed class Logic : TimerGraphStageLogic
        {
            private readonly BidiShape<TIn, TIn, TOut, TOut> _shape;
            private readonly RestartSettings _backoff;
            private readonly int _maxRetries;
            private readonly Func<TIn, TOut, Option<TIn>> _decide;
            private Option<TIn> _current = Option<TIn>.None;
            private int _retries;

            internal Logic(BidiShape<TIn, TIn, TOut, TOut> shape, RestartSettings backoff, int maxRetries, Func<TIn, TOut, Option<TIn>> decide) : base(shape)
            {
                (_shape, _backoff, _maxRetries, _decide) = (shape, backoff, maxRetries, decide);
                SetHandler(shape.Inlet1, OnElement, () =>
                {
                    if (!_current.HasValue) CompleteStage();
                });
                // When the flow cancels, its failure or completion follows on the other side.
                SetHandler(shape.Outlet1, OnFlowPull, _ => SetKeepGoing(true));
                SetHandler(shape.Inlet2, OnAnswer);
                SetHandler(shape.Outlet2, () =>
                {
                    if (!HasBeenPulled(shape.Inlet2)) TryPull(shape.Inlet2);
                });
            }

            protected internal override void OnTimer(object timerKey) => Emit(_shape.Outlet1, _current.Value);

            private void OnElement()
            {
                _current = Option<TIn>.Create(Grab(_shape.Inlet1));
                _retries = 0;
                Emit(_shape.Outlet1, _current.Value);
            }

            private void OnFlowPull()
            {
                if (!_current.HasValue && !HasBeenPulled(_shape.Inlet1)) TryPull(_shape.Inlet1);
            }

            private void OnAnswer()
            {
                var answer = Grab(_shape.Inlet2);
                var again = _decide(_current.Value, answer);
                if (again.HasValue && (_maxRetries < 0 || _retries < _maxRetries))
                {
                    _current = again;
                    Pull(_shape.Inlet2);
                    ScheduleOnce(this, _backoff.Backoff(_retries++));
                    return;
                }

                _current = Option<TIn>.None;
                Push(_shape.Outlet2, answer);
                if (IsClosed(_shape.Inlet1)) CompleteStage();
                else if (IsAvailable(_shape.Outlet1)) OnFlowPull();
            }
        }
    }
}
