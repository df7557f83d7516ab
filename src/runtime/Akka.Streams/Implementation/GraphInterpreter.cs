using Akka.Event;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>
/// Runs one materialised graph: a queue of connections on which something happened, and an inbox of callbacks from other threads.
/// </summary>
/// <remarks>
/// Everything but <see cref="Enqueue(AsyncInput)"/> runs on the graph's actor. A connection stands at most once in the queue, so the queue is
/// a list through the connections themselves and is bounded by their number. A push or pull that a handler causes is run next, before
/// the queue ("chasing"): a chain of stages passes an element on at once.
/// </remarks>
internal sealed class GraphInterpreter
{
    /// <summary>Longest run of chased events, so that a cycle of stages cannot starve the queue.</summary>
    private const int ChaseLimit = 16;

    /// <summary>Marks the inbox of a graph that has ended: what arrives after that is dropped.</summary>
    private static readonly AsyncInput Closed = new AsyncInput<int>(null!, static _ => { }, 0);

    [ThreadStatic]
    private static GraphInterpreter? _current;

    private List<GraphStageLogic>? _building = new(4);
    private GraphStageLogic[] _logics = [];
    private GraphStageLogic? _active;
    private Connection? _head;
    private Connection? _tail;
    private Connection? _chased;
    private int _running;
    private AsyncInput? _inbox;
    private IGraphHost? _host;

    internal GraphInterpreter(ActorMaterializer materializer) => Materializer = materializer;

    /// <summary>What wakes the graph's actor.</summary>
    internal interface IGraphHost
    {
        /// <summary>Asks for a call of <see cref="Run"/>; from any thread.</summary>
        void Wake();
    }

    internal static GraphInterpreter? Current => _current;

    internal static GraphStageLogic ActiveLogic =>
        _current?._active ?? throw new InvalidOperationException("A default handler was called outside of its stage");

    internal ActorMaterializer Materializer { get; }

    internal bool IsCompleted => _running == 0;

    /// <summary>The actor that runs the graph; null before the start.</summary>
    internal Actor.IActorRef? Self { get; set; }

    /// <summary>Who runs the graph; null before the start.</summary>
    internal IGraphOwner? Owner { get; set; }

    /// <summary>Materializes graphs onto the actor of this one.</summary>
    internal ActorMaterializer SubFusing => Owner is { } owner ? new SubFusingMaterializer((ActorMaterializerImpl)Materializer, owner) : Materializer;

    /// <summary>Adds a stage while the graph is built. From now on it can be called from outside: inputs wait for the start.</summary>
    internal void Add(GraphStageLogic logic)
    {
        _building!.Add(logic);
        logic.Interpreter = this;
    }

    /// <summary>All stages are there and wired.</summary>
    internal void Seal()
    {
        _logics = [.. _building!];
        _running = _logics.Length;
        _building = null;
        foreach (var logic in _logics) logic.Wired();
    }

    /// <summary>Starts all stages, in the order of the graph. Inputs that came before are kept for the first <see cref="Run"/>.</summary>
    internal void Start(IGraphHost host)
    {
        var previous = _current;
        _current = this;
        try
        {
            foreach (var logic in _logics)
            {
                _active = logic;
                try
                {
                    logic.PreStart();
                }
                catch (Exception e)
                {
                    Failed(logic, e);
                }

                AfterRun(logic);
            }
        }
        finally
        {
            _active = null;
            _current = previous;
            Volatile.Write(ref _host, host);
        }
    }

    /// <summary>Hands an input to the graph; from any thread. False when the graph has ended.</summary>
    internal bool Enqueue(AsyncInput input)
    {
        AsyncInput? head;
        do
        {
            head = Volatile.Read(ref _inbox);
            if (ReferenceEquals(head, Closed)) return false;
            input.Next = head;
        }
        while (Interlocked.CompareExchange(ref _inbox, input, head) != head);

        // Only the first input of a batch wakes the actor; the drain takes all of them.
        if (head is null) Volatile.Read(ref _host)?.Wake();
        return true;
    }

    /// <summary>Runs inputs and events until nothing is left or the budget is used; true when there is more to do.</summary>
    internal bool Run(int eventLimit)
    {
        var previous = _current;
        _current = this;
        try
        {
            var budget = Execute(eventLimit);
            while (budget > 0 && TakeInbox() is { } input)
            {
                for (var next = input; next is not null;)
                {
                    var current = next;
                    next = current.Next;
                    current.Next = null;
                    RunInput(current);
                    // A batch of inputs is run to its end: it is bounded by what had arrived.
                    budget = Math.Max(1, Execute(Math.Max(budget, ChaseLimit)));
                }
            }

            // Inputs that came meanwhile have woken the actor themselves.
            return !IsCompleted && _head is not null;
        }
        finally
        {
            _active = null;
            _current = previous;
        }
    }

    /// <summary>Ends every stage that still runs; the graph's actor stops.</summary>
    internal void Abort()
    {
        var previous = _current;
        _current = this;
        try
        {
            foreach (var logic in _logics)
                if (!logic.IsFinished) Finish(logic);
        }
        finally
        {
            _active = null;
            _current = previous;
            Close();
        }
    }

    /// <summary>Takes no more inputs, and drops those that wait.</summary>
    internal void Close()
    {
        for (var input = Interlocked.Exchange(ref _inbox, Closed); input is not null && !ReferenceEquals(input, Closed); input = input.Next) input.Drop();
    }

    internal void Pull(Connection connection)
    {
        connection.State = (connection.State & ~PortState.HasElement) | PortState.Demand | PortState.PullPending;
        connection.ClearElement();
        if (!connection.Has(PortState.OutClosed)) Chase(connection);
    }

    internal void Push<T>(Connection<T> connection, T element)
    {
        connection.State &= ~PortState.OutReady;
        if (connection.Has(PortState.InClosed)) return;
        connection.Element = element;
        connection.State |= PortState.PushPending;
        Chase(connection);
    }

    internal void Complete(Connection connection)
    {
        if (connection.Has(PortState.OutletClosed)) return;
        connection.State |= PortState.OutClosed;
        connection.Producer.OpenPorts--;
        if (!connection.Has(PortState.InClosed)) Schedule(connection);
    }

    internal void Fail(Connection connection, Exception cause)
    {
        if (connection.Has(PortState.OutletClosed)) return;
        connection.State |= PortState.OutClosed | PortState.Failed;
        connection.Producer.OpenPorts--;
        if (connection.Has(PortState.InClosed)) return;
        connection.Cause = cause;
        Schedule(connection);
    }

    internal void Cancel(Connection connection, Exception cause)
    {
        if (connection.Has(PortState.InletClosed)) return;
        connection.State = (connection.State & ~(PortState.PushPending | PortState.HasElement)) | PortState.InClosed;
        connection.ClearElement();
        connection.Consumer.OpenPorts--;
        if (connection.Has(PortState.OutClosed)) return;
        connection.Cause = cause;
        Schedule(connection);
    }

    private void Chase(Connection connection)
    {
        if (_chased is null && !connection.Has(PortState.Queued) && _active is not null) _chased = connection;
        else if (_chased != connection) Schedule(connection);
    }

    private void Schedule(Connection connection)
    {
        if (connection == _chased || connection.Has(PortState.Queued)) return;
        connection.State |= PortState.Queued;
        if (_tail is null) _head = connection;
        else _tail.Next = connection;
        _tail = connection;
    }

    private int Execute(int eventLimit)
    {
        ReleaseChased();
        while (eventLimit > 0 && _head is { } connection)
        {
            _head = connection.Next;
            if (_head is null) _tail = null;
            connection.Next = null;
            connection.State &= ~PortState.Queued;
            Process(connection);
            eventLimit--;

            for (var chase = ChaseLimit; chase > 0 && _chased is { } next; chase--)
            {
                _chased = null;
                Process(next);
                eventLimit--;
            }

            ReleaseChased();
        }

        return eventLimit;
    }

    private void ReleaseChased()
    {
        if (_chased is not { } chased) return;
        _chased = null;
        Schedule(chased);
    }

    private void Process(Connection connection)
    {
        var state = connection.State;
        if ((state & PortState.PushPending) != 0)
        {
            connection.State = (state & ~(PortState.PushPending | PortState.Demand)) | PortState.HasElement;
            if ((state & PortState.OutClosed) != 0) Schedule(connection);
            _active = connection.Consumer;
            try
            {
                connection.InHandler.OnPush();
            }
            catch (Exception e)
            {
                Failed(connection.Consumer, e);
            }

            AfterRun(connection.Consumer);
        }
        else if ((state & (PortState.OutClosed | PortState.InClosed)) == 0)
        {
            if ((state & PortState.PullPending) == 0) return;
            connection.State = (state & ~PortState.PullPending) | PortState.OutReady;
            _active = connection.Producer;
            try
            {
                connection.OutHandler.OnPull();
            }
            catch (Exception e)
            {
                Failed(connection.Producer, e);
            }

            AfterRun(connection.Producer);
        }
        else
        {
            ProcessClosed(connection);
        }
    }

    private void ProcessClosed(Connection connection)
    {
        var state = connection.State;
        if ((state & PortState.InClosed) != 0)
        {
            if ((state & PortState.OutletClosed) != 0) return;
            connection.State |= PortState.OutInformed;
            var producer = _active = connection.Producer;
            producer.OpenPorts--;
            try
            {
                connection.OutHandler.OnDownstreamFinish(connection.Cause!);
            }
            catch (Exception e)
            {
                Failed(producer, e);
            }

            AfterRun(producer);
            return;
        }

        if ((state & PortState.InInformed) != 0) return;
        connection.State |= PortState.InInformed;
        var consumer = _active = connection.Consumer;
        consumer.OpenPorts--;
        try
        {
            if ((state & PortState.Failed) != 0) connection.InHandler.OnUpstreamFailure(connection.Cause!);
            else connection.InHandler.OnUpstreamFinish();
        }
        catch (Exception e)
        {
            Failed(consumer, e);
        }

        AfterRun(consumer);
    }

    private AsyncInput? TakeInbox()
    {
        var newestFirst = Interlocked.Exchange(ref _inbox, null);
        AsyncInput? oldestFirst = null;
        while (newestFirst is not null)
        {
            var next = newestFirst.Next;
            newestFirst.Next = oldestFirst;
            oldestFirst = newestFirst;
            newestFirst = next;
        }

        return oldestFirst;
    }

    private void RunInput(AsyncInput input)
    {
        var logic = input.Logic;
        if (logic.IsFinished)
        {
            input.Drop();
            return;
        }

        _active = logic;
        try
        {
            input.Invoke();
        }
        catch (Exception e)
        {
            Failed(logic, e);
        }

        AfterRun(logic);
    }

    private void Failed(GraphStageLogic logic, Exception cause)
    {
        if (logic.LogsFailures)
            Materializer.Logger.Error(cause, "Error in stage [{0}]: {1}", logic, cause.Message);
        logic.FailStage(cause);
    }

    private void AfterRun(GraphStageLogic logic)
    {
        if (logic.OpenPorts == 0 && !logic.IsFinished) Finish(logic);
    }

    private void Finish(GraphStageLogic logic)
    {
        logic.IsFinished = true;
        _running--;
        _active = logic;
        try
        {
            logic.Finished();
        }
        catch (Exception e)
        {
            Materializer.Logger.Error(e, "Error during PostStop in [{0}]: {1}", logic, e.Message);
        }
    }
}
