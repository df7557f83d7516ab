using Akka.Actor;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    private StageActor? _stageActor;

    /// <summary>The reference of <see cref="GetStageActor"/>.</summary>
    /// <exception cref="StageActorRefNotInitializedException"><see cref="GetStageActor"/> was not called yet.</exception>
    protected StageActor StageActor => _stageActor ?? throw new StageActorRefNotInitializedException();

    /// <summary>Name of the stage's actor; empty = chosen by the runtime.</summary>
    protected virtual string StageActorName => "";

    /// <summary>
    /// Makes a delegate that any thread may call: <paramref name="handler"/> then runs inside this stage, in the order of the calls.
    /// Calls after the end of the stage are dropped.
    /// </summary>
    protected internal Action<T> GetAsyncCallback<T>(Action<T> handler) => new AsyncCallback<T>(this, handler).Invoke;

    /// <summary>Makes a delegate that any thread may call: <paramref name="handler"/> then runs inside this stage.</summary>
    protected Action GetAsyncCallback(Action handler)
    {
        var callback = new AsyncCallback<NotUsed>(this, _ => handler());
        return () => callback.Invoke(NotUsed.Instance);
    }

    /// <summary>
    /// An actor reference for this stage; messages to it run <paramref name="receive"/> inside the stage. Calling it again replaces the behaviour.
    /// The reference dies with the stage. <see cref="PoisonPill"/> and <see cref="Kill"/> are ignored with a warning.
    /// </summary>
    protected StageActor GetStageActor(StageActorRef.Receive receive)
    {
        if (_stageActor is null) _stageActor = new StageActor(this, receive, StageActorName);
        else _stageActor.Become(receive);
        return _stageActor;
    }

    /// <summary>As the delegate of <see cref="GetAsyncCallback{T}"/>, but says whether the graph still runs.</summary>
    internal bool Post<T>(Action<T> handler, T value) => Interpreter.Enqueue(new AsyncInput<T>(this, handler, value));

    /// <summary>As <see cref="Post{T}(Action{T}, T)"/>; calls <paramref name="dropped"/>, on any thread, if the stage has ended by then.</summary>
    internal void Post<T>(Action<T> handler, T value, Action<T> dropped)
    {
        if (!Interpreter.Enqueue(new AsyncRequest<T>(this, handler, value, dropped))) dropped(value);
    }

    private void StopStageActor() => _stageActor?.Stop();

    private sealed class AsyncCallback<T>(GraphStageLogic logic, Action<T> handler)
    {
        internal void Invoke(T value) => logic.Post(handler, value);
    }
}
