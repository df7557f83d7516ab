namespace Akka.Streams.Stage;

/// <summary>A logic that is the handler of its own inlet.</summary>
public abstract class InGraphStageLogic : GraphStageLogic, IInHandler
{
    /// <inheritdoc cref="GraphStageLogic(int, int)"/>
    protected InGraphStageLogic(int inCount, int outCount) : base(inCount, outCount) { }

    /// <inheritdoc cref="GraphStageLogic(Shape)"/>
    protected InGraphStageLogic(Shape shape) : base(shape) { }

    /// <inheritdoc/>
    public abstract void OnPush();

    /// <inheritdoc/>
    public virtual void OnUpstreamFinish() => CompleteStage();

    /// <inheritdoc/>
    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);
}

/// <summary>A logic that is the handler of its own outlet.</summary>
public abstract class OutGraphStageLogic : GraphStageLogic, IOutHandler
{
    /// <inheritdoc cref="GraphStageLogic(int, int)"/>
    protected OutGraphStageLogic(int inCount, int outCount) : base(inCount, outCount) { }

    /// <inheritdoc cref="GraphStageLogic(Shape)"/>
    protected OutGraphStageLogic(Shape shape) : base(shape) { }

    /// <inheritdoc/>
    public abstract void OnPull();

    /// <inheritdoc/>
    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);
}

/// <summary>A logic that is the handler of its own inlet and outlet.</summary>
public abstract class InAndOutGraphStageLogic : GraphStageLogic, IInHandler, IOutHandler
{
    /// <inheritdoc cref="GraphStageLogic(int, int)"/>
    protected InAndOutGraphStageLogic(int inCount, int outCount) : base(inCount, outCount) { }

    /// <inheritdoc cref="GraphStageLogic(Shape)"/>
    protected InAndOutGraphStageLogic(Shape shape) : base(shape) { }

    /// <inheritdoc/>
    public abstract void OnPush();

    /// <inheritdoc/>
    public virtual void OnUpstreamFinish() => CompleteStage();

    /// <inheritdoc/>
    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    /// <inheritdoc/>
    public abstract void OnPull();

    /// <inheritdoc/>
    public virtual void OnDownstreamFinish(Exception cause) => CancelStage(cause);
}
