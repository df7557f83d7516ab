using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>Input handler that ends the stage with its upstream and ignores elements.</summary>
    public static readonly InHandler EagerTerminateInput = Stage.EagerTerminateInput.Instance;

    /// <summary>Input handler that outlives the completion of its upstream.</summary>
    public static readonly InHandler IgnoreTerminateInput = Stage.IgnoreTerminateInput.Instance;

    /// <summary>Input handler that ignores completion and failure.</summary>
    public static readonly InHandler TotallyIgnorantInput = Stage.TotallyIgnorantInput.Instance;

    /// <summary>Output handler that ends the stage when downstream cancels.</summary>
    public static readonly OutHandler EagerTerminateOutput = Stage.EagerTerminateOutput.Instance;

    /// <summary>Output handler that outlives the cancellation of its downstream.</summary>
    public static readonly OutHandler IgnoreTerminateOutput = Stage.IgnoreTerminateOutput.Instance;

    /// <summary>Input handler that completes the stage with its upstream when <paramref name="predicate"/> holds.</summary>
    public static InHandler ConditionalTerminateInput(Func<bool> predicate) => new ConditionalTerminateInput(predicate);

    /// <summary>Output handler that cancels the stage with its downstream when <paramref name="predicate"/> holds.</summary>
    public static OutHandler ConditionalTerminateOutput(Func<bool> predicate) => new ConditionalTerminateOutput(predicate);

    // Until the graph starts, handlers are kept by port; then the connections hold them.
    private bool IsWired => _handlers is null || _connections.Length != 0;

    /// <summary>Assigns what the inlet calls; may be changed while running.</summary>
    protected internal void SetHandler(Inlet inlet, IInHandler handler)
    {
        if (IsWired) In(inlet).InHandler = handler;
        else _handlers![inlet.Id] = handler;
    }

    /// <summary>Assigns what the outlet calls; may be changed while running.</summary>
    protected internal void SetHandler(Outlet outlet, IOutHandler handler)
    {
        if (IsWired) Out(outlet).OutHandler = handler;
        else _handlers![_inlets + outlet.Id] = handler;
    }

    /// <summary>Assigns delegates; without them completion completes and failure fails the stage.</summary>
    protected internal void SetHandler<T>(Inlet<T> inlet, Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) =>
        SetHandler(inlet, new LambdaInHandler(onPush, onUpstreamFinish, onUpstreamFailure));

    /// <summary>Assigns delegates; without the second a cancellation cancels the stage.</summary>
    protected internal void SetHandler<T>(Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null) =>
        SetHandler(outlet, new LambdaOutHandler(onPull, onDownstreamFinish));

    /// <summary>Assigns one handler to both ports.</summary>
    protected internal void SetHandlers<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler)
    {
        SetHandler(inlet, (IInHandler)handler);
        SetHandler(outlet, (IOutHandler)handler);
    }

    /// <summary>Assigns one handler to both ports.</summary>
    protected internal void SetHandlers<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutHandler handler)
    {
        SetHandler(inlet, (IInHandler)handler);
        SetHandler(outlet, (IOutHandler)handler);
    }

    /// <summary>The handler that the inlet calls now.</summary>
    protected IInHandler GetHandler<T>(Inlet<T> inlet) => IsWired ? In(inlet).InHandler : _handlers![inlet.Id] as IInHandler ?? throw NoHandler("inlet", inlet.Id);

    /// <summary>The handler that the outlet calls now.</summary>
    protected IOutHandler GetHandler<T>(Outlet<T> outlet) => IsWired ? Out(outlet).OutHandler : _handlers![_inlets + outlet.Id] as IOutHandler ?? throw NoHandler("outlet", outlet.Id);

    /// <summary>Puts a handler around that of the inlet, for stages that watch another stage.</summary>
    internal void WrapHandler<T>(Inlet<T> inlet, Func<IInHandler, IInHandler> wrap) => SetHandler(inlet, wrap(GetHandler(inlet)));

    /// <inheritdoc cref="WrapHandler{T}(Inlet{T}, Func{IInHandler, IInHandler})"/>
    internal void WrapHandler<T>(Outlet<T> outlet, Func<IOutHandler, IOutHandler> wrap) => SetHandler(outlet, wrap(GetHandler(outlet)));
}
