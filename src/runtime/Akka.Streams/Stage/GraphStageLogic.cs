using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>
/// The running part of a stage: one per materialisation, with the mutable state. All its handlers run one at a time on the graph's
/// actor; other threads reach it through <see cref="GetAsyncCallback{T}"/> only.
/// </summary>
public abstract partial class GraphStageLogic : IStageLogging
{
    /// <summary>Added to <see cref="OpenPorts"/> while the stage wants to outlive its ports.</summary>
    private const int KeepGoingFlag = 1 << 24;

    private readonly int _inlets;
    private object?[]? _handlers;
    private Connection[] _connections = [];
    private ILoggingAdapter? _log;
    private bool _hasCancellation;

    /// <summary>A logic for a stage of <paramref name="inCount"/> inlets and <paramref name="outCount"/> outlets.</summary>
    protected GraphStageLogic(int inCount, int outCount)
    {
        _inlets = inCount;
        var ports = inCount + outCount;
        _handlers = ports == 0 ? null : new object?[ports];
        OpenPorts = ports;
    }

    /// <summary>A logic for a stage of the shape given.</summary>
    protected GraphStageLogic(Shape shape) : this(shape.Inlets.Length, shape.Outlets.Length) { }

    /// <summary>The materializer that runs this stage.</summary>
    /// <exception cref="Pattern.IllegalStateException">In the constructor: the stage is not running yet.</exception>
    protected IMaterializer Materializer => Interpreter.Materializer;

    /// <summary>Materialises further graphs onto the actor that runs this stage.</summary>
    protected internal IMaterializer SubFusingMaterializer => Interpreter.SubFusing;

    /// <summary>A logger whose source is this stage.</summary>
    public ILoggingAdapter Log => _log ??= Interpreter.Materializer.MakeLogger(LogSource);

    /// <summary>The source of this stage's log lines.</summary>
    protected virtual object LogSource => GetType();

    /// <summary>Open ports, plus the keep-going flag; 0 = the stage has ended.</summary>
    internal int OpenPorts { get; set; }

    internal bool IsFinished { get; set; }

    /// <summary>What <see cref="CancelStage(Exception)"/> does; kept apart, for hardly a stage has one of its own.</summary>
    internal Attributes.CancellationStrategy.IStrategy Cancellation
    {
        get => _hasCancellation && Cancellations.Chosen.TryGetValue(this, out var chosen) ? chosen : Attributes.CancellationStrategy.Default;
        set
        {
            Cancellations.Chosen.AddOrUpdate(this, value);
            _hasCancellation = true;
        }
    }

    /// <summary>Whether an exception out of a handler is logged before it fails the stage.</summary>
    internal virtual bool LogsFailures => true;

    internal GraphInterpreter Interpreter
    {
        get => field ?? throw new Pattern.IllegalStateException(
            "not yet initialized: only SetHandler is allowed in GraphStageLogic constructor. To access materializer use Source/Flow/Sink.Setup factory");
        set;
    }

    /// <summary>Called once, before any other handler.</summary>
    public virtual void PreStart() { }

    /// <summary>Called once, after every other handler.</summary>
    public virtual void PostStop() { }

    /// <summary>Keeps the stage running after all its ports have closed, until it completes or fails itself.</summary>
    protected internal void SetKeepGoing(bool enabled)
    {
        var keeps = (OpenPorts & KeepGoingFlag) != 0;
        if (enabled && !keeps) OpenPorts += KeepGoingFlag;
        else if (!enabled && keeps) OpenPorts -= KeepGoingFlag;
    }

    /// <summary>Completes all outlets (after what they still emit), cancels all inlets and ends the stage.</summary>
    public void CompleteStage() => CloseAll(SubscriptionWithCancelException.StageWasCompleted.Instance, null);

    /// <summary>Fails all outlets and cancels all inlets.</summary>
    public void FailStage(Exception reason) => CloseAll(reason, reason);

    /// <summary>
    /// Cancels all inlets for <paramref name="cause"/>; outlets complete, or fail when the cause is a failure, unless the
    /// <see cref="Attributes.CancellationStrategy"/> of the stage says otherwise.
    /// </summary>
    public void CancelStage(Exception cause) => CancelStage(cause, Cancellation);

    private void CancelStage(Exception cause, Attributes.CancellationStrategy.IStrategy strategy)
    {
        switch (strategy)
        {
            case Attributes.CancellationStrategy.AfterDelay later:
                SetKeepGoing(true);
                var callback = GetAsyncCallback<Exception>(why => CancelStage(why, later.Strategy));
                Interpreter.Materializer.ScheduleOnce(later.Delay, () => callback(cause));
                break;
            case Attributes.CancellationStrategy.CompleteStage:
                CloseAll(cause, null);
                break;
            case Attributes.CancellationStrategy.FailStage:
                CloseAll(cause, cause);
                break;
            default:
                CloseAll(cause, cause is SubscriptionWithCancelException.NonFailureCancellation ? null : cause);
                break;
        }
    }

    /// <summary>What an outlet's handler does by default when downstream cancels: <see cref="CancelStage"/>.</summary>
    protected void InternalOnDownstreamFinish(Exception cause) => CancelStage(cause);

    /// <summary>Asks for the next element.</summary>
    /// <exception cref="ArgumentException">The port has been pulled already, or is closed.</exception>
    protected internal void Pull<T>(Inlet<T> inlet)
    {
        var connection = In(inlet);
        if (connection.Has(PortState.Demand | PortState.InletClosed)) ThrowCannotPull(inlet, connection);
        Interpreter.Pull(connection);
    }

    /// <summary>Asks for the next element, unless the port is closed or pulled already (then an exception follows the rule of <see cref="Pull{T}"/>).</summary>
    protected internal void TryPull<T>(Inlet<T> inlet)
    {
        if (!IsClosed(inlet)) Pull(inlet);
    }

    /// <summary>Cancels the inlet: nothing more arrives through it.</summary>
    protected internal void Cancel<T>(Inlet<T> inlet) => Cancel(inlet, SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    /// <summary>Cancels the inlet and tells upstream why.</summary>
    protected internal void Cancel<T>(Inlet<T> inlet, Exception cause) => Interpreter.Cancel(In(inlet), cause);

    /// <summary>Takes the element that has arrived.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    protected internal T Grab<T>(Inlet<T> inlet)
    {
        var connection = (Connection<T>)In(inlet);
        if ((connection.State & PortState.HasElement) == 0) ThrowNothingToGrab(inlet, connection);
        connection.State &= ~PortState.HasElement;
        var element = connection.Element;
        connection.ClearElement();
        return element;
    }

    /// <summary>Whether the inlet was pulled and no element has come since.</summary>
    protected internal bool HasBeenPulled<T>(Inlet<T> inlet)
    {
        var connection = In(inlet);
        return connection.Has(PortState.Demand) && !connection.Has(PortState.InletClosed);
    }

    /// <summary>Whether an element is there to be grabbed.</summary>
    protected internal bool IsAvailable<T>(Inlet<T> inlet) => In(inlet).Has(PortState.HasElement);

    /// <summary>Whether the inlet was cancelled, or completion or failure has arrived.</summary>
    protected internal bool IsClosed<T>(Inlet<T> inlet) => In(inlet).Has(PortState.InletClosed);

    /// <summary>Sends an element downstream.</summary>
    /// <exception cref="ArgumentException">The port was not pulled, or is closed.</exception>
    /// <exception cref="ArgumentNullException">Null is not an element.</exception>
    protected internal void Push<T>(Outlet<T> outlet, T element)
    {
        var connection = (Connection<T>)Out(outlet);
        if (element is null) ReactiveStreamsCompliance.ThrowNullElement();
        if ((connection.State & (PortState.OutReady | PortState.OutletClosed)) != PortState.OutReady) ThrowCannotPush(outlet, connection);
        Interpreter.Push(connection, element);
    }

    /// <summary>Completes the outlet, after what it still emits.</summary>
    protected internal void Complete<T>(Outlet<T> outlet)
    {
        if (EmittingOf(outlet) is { } emitting) emitting.AddLast(new EmittingCompletion<T>(this, outlet));
        else Interpreter.Complete(Out(outlet));
    }

    /// <summary>Fails the outlet.</summary>
    protected internal void Fail<T>(Outlet<T> outlet, Exception reason) => Interpreter.Fail(Out(outlet), reason);

    /// <summary>Whether the outlet was pulled, so that an element may be pushed.</summary>
    protected internal bool IsAvailable<T>(Outlet<T> outlet) =>
        (Out(outlet).State & (PortState.OutReady | PortState.OutletClosed)) == PortState.OutReady;

    /// <summary>Whether the outlet was completed, failed, or cancelled from downstream.</summary>
    protected internal bool IsClosed<T>(Outlet<T> outlet) => Out(outlet).Has(PortState.OutletClosed);

    /// <summary>Called by the materialiser for each port.</summary>
    internal void Wire(int port, Connection connection, bool isInlet)
    {
        if (_connections.Length == 0) _connections = new Connection[_handlers!.Length];
        if (isInlet)
        {
            _connections[port] = connection;
            connection.Consumer = this;
            connection.InHandler = _handlers![port] as IInHandler ?? throw NoHandler("inlet", port);
        }
        else
        {
            _connections[_inlets + port] = connection;
            connection.Producer = this;
            connection.OutHandler = _handlers![_inlets + port] as IOutHandler ?? throw NoHandler("outlet", port);
        }
    }

    /// <summary>All ports are wired; handlers live in the connections from now on.</summary>
    internal void Wired() => _handlers = null;

    internal void Finished()
    {
        try
        {
            BeforePostStop();
            PostStop();
        }
        finally
        {
            StopStageActor();
        }
    }

    /// <summary>Hook of this assembly's own base classes.</summary>
    internal virtual void BeforePostStop() { }

    private Connection In(Inlet inlet) => inlet.Id is var id && (uint)id < (uint)_inlets && _connections.Length > 0 ? _connections[id] : ThrowNotWired(inlet.Name);

    private Connection Out(Outlet outlet)
    {
        var index = _inlets + outlet.Id;
        return outlet.Id >= 0 && (uint)index < (uint)_connections.Length ? _connections[index] : ThrowNotWired(outlet.Name);
    }

    private void CloseAll(Exception cancelCause, Exception? failure)
    {
        var interpreter = Interpreter;
        for (var i = 0; i < _connections.Length; i++)
        {
            var connection = _connections[i];
            if (i < _inlets) interpreter.Cancel(connection, cancelCause);
            else if (failure is not null) interpreter.Fail(connection, failure);
            else if (connection.OutHandler is Emitting emitting) emitting.AddCompletion();
            else interpreter.Complete(connection);
        }

        SetKeepGoing(false);
    }

    private static class Cancellations
    {
        internal static readonly System.Runtime.CompilerServices.ConditionalWeakTable<GraphStageLogic, Attributes.CancellationStrategy.IStrategy> Chosen = [];
    }

    private Pattern.IllegalStateException NoHandler(string kind, int port) =>
        new($"No handler defined in stage [{this}] for {kind} {port}. All inlets and outlets must be assigned a handler with SetHandler in the constructor of your graph stage logic.");

    private Connection ThrowNotWired(string port) => throw new Pattern.IllegalStateException(
        _connections.Length == 0
            ? "not yet initialized: only SetHandler is allowed in GraphStageLogic constructor"
            : $"Port [{port}] does not belong to stage [{this}]");

    private static void ThrowCannotPull(Inlet inlet, Connection connection) => throw new ArgumentException(
        connection.Has(PortState.InletClosed) ? $"Cannot pull closed port ({inlet})" : $"Cannot pull port ({inlet}) twice");

    private static void ThrowCannotPush(Outlet outlet, Connection connection) => throw new ArgumentException(
        connection.Has(PortState.OutletClosed) ? $"Cannot push closed port ({outlet})" : $"Cannot push port ({outlet}) twice, or before it being pulled");

    private static void ThrowNothingToGrab(Inlet inlet, Connection connection) => throw new ArgumentException(
        $"Cannot get element from already empty input port ({inlet}), state {connection.State}");
}
