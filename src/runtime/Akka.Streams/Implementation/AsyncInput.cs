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
}

/// <summary>The call of an asynchronous callback.</summary>
internal sealed class AsyncInput<T>(GraphStageLogic logic, Action<T> handler, T value) : AsyncInput(logic)
{
    internal override void Invoke() => handler(value);
}
