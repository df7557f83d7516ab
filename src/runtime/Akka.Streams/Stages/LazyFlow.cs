using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A flow that is made for the first element.</summary>
internal sealed class LazyFlow<TIn, TOut, TMat>(Func<Task<Flow<TIn, TOut, TMat>>> create) : FlowStage<TIn, TOut, Task<Option<TMat>>>
{
    public override ILogicAndMaterializedValue<Task<Option<TMat>>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(create);
        return new LogicAndMaterializedValue<Task<Option<TMat>>>(logic, logic.Value.Task);
    }

    private sealed class Logic(Func<Task<Flow<TIn, TOut, TMat>>> create) : InnerFlowLogic<TIn, TOut>
    {
        private TIn _first = default!;
        private bool _hasFirst;
        private bool _running;

        internal TaskCompletionSource<Option<TMat>> Value { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void PostStop() => Value.TrySetException(new AbruptStageTerminationException(this));

        public override void OnPush()
        {
            if (_running)
            {
                base.OnPush();
                return;
            }

            _first = Grab(In);
            _hasFirst = true;
            SetKeepGoing(true);
            Task<Flow<TIn, TOut, TMat>> flow;
            try
            {
                flow = create();
            }
            catch (Exception e)
            {
                Value.TrySetException(e);
                throw;
            }

            if (flow.IsCompleted) Arrived(flow);
            else flow.ContinueWith(t => Post(Arrived, t), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        public override void OnPull()
        {
            if (_running) base.OnPull();
            else if (!HasBeenPulled(In) && !_hasFirst) TryPull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_running && !_hasFirst)
            {
                base.OnUpstreamFinish();
            }
            else if (!_hasFirst)
            {
                Value.TrySetResult(Option<TMat>.None);
                CompleteStage();
            }
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (_running)
            {
                base.OnUpstreamFailure(e);
                return;
            }

            Value.TrySetException(e);
            FailStage(e);
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            if (_running) base.OnDownstreamFinish(cause);
            else CancelStage(cause);
        }

        private protected override void OnFrontPull()
        {
            if (!_hasFirst)
            {
                base.OnFrontPull();
                return;
            }

            _hasFirst = false;
            Front.Push(_first);
            _first = default!;
            if (IsClosed(In)) Front.Complete();
        }

        private void Arrived(Task<Flow<TIn, TOut, TMat>> flow)
        {
            if (!flow.IsCompletedSuccessfully)
            {
                var failure = SelectAsyncLogic<TIn, TOut>.Failure(flow);
                Value.TrySetException(failure.InnerException ?? failure);
                FailStage(failure);
                return;
            }

            Open("LazyFlow");
            _running = true;
            SetupStage.Run(Value, () => Option<TMat>.Create(Connect(flow.Result)));
            if (IsAvailable(Out)) Back.Pull();
        }
    }
}
