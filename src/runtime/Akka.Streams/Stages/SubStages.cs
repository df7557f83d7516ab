using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

internal enum SubEventKind
{
    Element,
    Complete,
    Failure,
}

/// <summary>What a sub-stream's sink tells the stage that owns it.</summary>
internal readonly record struct SubSinkEvent<T>(SubEventKind Kind, T Element, Exception? Cause);

/// <summary>Ties the two halves of a sub-stream: commands that come before the half has started wait.</summary>
internal sealed class SubLink<TCommand>
{
    private readonly Lock _lock = new();
    private Queue<TCommand>? _early;
    private Action<TCommand>? _deliver;
    private bool _used;
    private Exception? _refusal;

    internal void Send(TCommand command)
    {
        lock (_lock)
        {
            if (_deliver is null)
            {
                (_early ??= new Queue<TCommand>(1)).Enqueue(command);
                return;
            }
        }

        _deliver(command);
    }

    /// <summary>From now on the half cannot start; false when it has.</summary>
    internal bool Refuse(Exception refusal)
    {
        lock (_lock)
        {
            if (_used) return false;
            _refusal = refusal;
            _early = null;
            return true;
        }
    }

    /// <summary>The half has started; at most once.</summary>
    internal void Open(Action<TCommand> deliver, string what)
    {
        lock (_lock)
        {
            if (_refusal is not null) throw _refusal;
            if (_used) throw new Pattern.IllegalStateException($"Substream {what} cannot be materialized more than once");
            _used = true;
            while (_early is not null && _early.TryDequeue(out var command)) deliver(command);
            _early = null;
            _deliver = deliver;
        }
    }
}

/// <summary>The sink in front of a <see cref="GraphStageLogic.SubSinkInlet{T}"/>.</summary>
internal sealed class SubSinkStage<T>(GraphStageLogic owner, Action<SubSinkEvent<T>> onEvent) : SinkStage<T>
{
    private readonly SubLink<Exception?> _link = new();

    /// <summary>Null stands for a pull, all else for a cancellation.</summary>
    internal void Pull() => _link.Send(null);

    internal void Cancel(Exception cause) => _link.Send(cause);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private void Report(SubEventKind kind, T element, Exception? cause) => owner.Post(onEvent, new SubSinkEvent<T>(kind, element, cause));

    private sealed class Logic(SubSinkStage<T> stage) : SinkLogic<T>
    {
        public override void PreStart() => stage._link.Open(GetAsyncCallback<Exception?>(OnCommand), "Sink");

        public override void OnPush() => stage.Report(SubEventKind.Element, Grab(In), null);

        public override void OnUpstreamFinish()
        {
            stage.Report(SubEventKind.Complete, default!, null);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            stage.Report(SubEventKind.Failure, default!, e);
            FailStage(e);
        }

        private void OnCommand(Exception? cancel)
        {
            if (cancel is null) TryPull(In);
            else CancelStage(cancel);
        }
    }
}

/// <summary>The source behind a <see cref="GraphStageLogic.SubSourceOutlet{T}"/>.</summary>
internal sealed class SubSourceStage<T>(GraphStageLogic owner, Action<Exception?> onEvent) : SourceStage<T>
{
    private readonly SubLink<SubSinkEvent<T>> _link = new();

    internal void Push(T element) => _link.Send(new SubSinkEvent<T>(SubEventKind.Element, element, null));

    internal bool Refuse(Exception refusal) => _link.Refuse(refusal);

    internal void Complete() => _link.Send(new SubSinkEvent<T>(SubEventKind.Complete, default!, null));

    internal void Fail(Exception cause) => _link.Send(new SubSinkEvent<T>(SubEventKind.Failure, default!, cause));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    /// <summary>Null stands for a pull.</summary>
    private void Report(Exception? cancelled) => owner.Post(onEvent, cancelled);

    private sealed class Logic(SubSourceStage<T> stage) : SourceLogic<T>
    {
        public override void PreStart() => stage._link.Open(GetAsyncCallback<SubSinkEvent<T>>(OnCommand), "Source");

        public override void OnPull() => stage.Report(null);

        public override void OnDownstreamFinish(Exception cause)
        {
            stage.Report(cause);
            CancelStage(cause);
        }

        private void OnCommand(SubSinkEvent<T> command)
        {
            switch (command.Kind)
            {
                case SubEventKind.Element:
                    if (!IsClosed(Out)) Push(Out, command.Element);
                    break;
                case SubEventKind.Complete:
                    CompleteStage();
                    break;
                default:
                    FailStage(command.Cause!);
                    break;
            }
        }
    }
}
