namespace Akka.Streams.Implementation;

/// <summary>A built graph that waits for its actor.</summary>
internal sealed record GraphStart(GraphInterpreter Interpreter, string? Dispatcher);

/// <summary>Graphs on their way from the threads that materialise to the supervisor that starts them; none is lost when that stops.</summary>
internal sealed class GraphQueue
{
    private Queue<GraphStart>? _waiting;

    internal bool IsStopped { get; private set; }

    /// <summary>False once the supervisor has stopped.</summary>
    internal bool Add(GraphStart graph)
    {
        lock (this)
        {
            if (IsStopped) return false;
            (_waiting ??= new Queue<GraphStart>(1)).Enqueue(graph);
            return true;
        }
    }

    internal GraphStart? Take()
    {
        lock (this)
        {
            if (_waiting is null) return null;
            var next = _waiting.Dequeue();
            if (_waiting.Count == 0) _waiting = null;
            return next;
        }
    }

    internal void Stop()
    {
        lock (this) IsStopped = true;
    }
}
