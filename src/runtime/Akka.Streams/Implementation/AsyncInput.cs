using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Something that has to run inside a graph; handed over from any thread.</summary>
internal abstract class AsyncInput(GraphStageLogic logic)
{
    /// <summary>The next input of the interpreter's inbox.</summary>
    internal AsyncInput? Next;

    /// <summary>The stage that it is for.</summary>
    internal GraphStageLogic Logic { get; } = logic;

    internal abstract void Invoke();

    /// <summary>The stage, or the whole graph, ended before.</summary>
    internal virtual void Drop() { }
}

/// <summary>The call of an asynchronous callback.</summary>
internal class AsyncInput<T>(GraphStageLogic logic, Action<T> handler, T value) : AsyncInput(logic)
{
    protected T Value => value;

    internal sealed override void Invoke() => handler(Value);
}

/// <summary>A call whose sender wants to know when it came too late.</summary>
internal sealed class AsyncRequest<T>(GraphStageLogic logic, Action<T> handler, T value, Action<T> dropped) : AsyncInput<T>(logic, handler, value)
{
    internal override void Drop() => dropped(Value);
}
