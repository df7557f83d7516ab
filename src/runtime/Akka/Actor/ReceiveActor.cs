using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that registers a handler for each message type, in its constructor or inside <c>Become(() =&gt; ...)</c>.</summary>
/// <remarks>The first handler in order of registration whose type fits and whose predicate holds gets the message.</remarks>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private HandlerTable _handlers;
    private HandlerTable.Builder? _building;

    protected ReceiveActor()
    {
        _building = new HandlerTable.Builder();
    }

    void IInitializableActor.Init()
    {
        _handlers = _building!.Build();
        _building = null;
    }

    private HandlerTable.Builder Building => _building
        ?? throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private protected sealed override bool ReceiveCore(object message) => _handlers.TryHandle(message);

    protected sealed override void OnReceive(object message) { }

    /// <summary>Replaces the current behaviour by the handlers that <paramref name="configure"/> registers.</summary>
    protected void Become(Action configure) => base.Become(Configure(configure));

    /// <summary>Puts the handlers that <paramref name="configure"/> registers on top of the current behaviour.</summary>
    protected void BecomeStacked(Action configure) => base.BecomeStacked(Configure(configure));

    private Receive Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var outer = _building;
        _building = new HandlerTable.Builder();
        try
        {
            configure();
            var table = _building.Build();
            return message => table.TryHandle(message);
        }
        finally
        {
            _building = outer;
        }
    }

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Building.Add(handler, shouldHandle);
    protected void Receive<T>(Predicate<T>? shouldHandle, Action<T> handler) => Building.Add(handler, shouldHandle);

    /// <summary>A handler that says itself whether it handled the message; false tries the next one.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Building.Add(handler);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) => Building.Add(messageType, handler, shouldHandle);
    protected void Receive(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) => Building.Add(messageType, handler, shouldHandle);
    protected void Receive(Type messageType, Func<object, bool> handler) => Building.Add(messageType, handler);

    /// <summary>Takes what no earlier handler took; nothing can be registered after it.</summary>
    protected void ReceiveAny(Action<object> handler) => Building.AddAny(handler);

    /// <summary>An asynchronous handler: other messages wait until its task ends, and its exception is the actor's.</summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) => Building.AddAsync(handler, shouldHandle);
    protected void ReceiveAsync<T>(Predicate<T>? shouldHandle, Func<T, Task> handler) => Building.AddAsync(handler, shouldHandle);
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Building.Add(messageType, message => ActorTaskScheduler.RunHandler(handler, message), shouldHandle);
    protected void ReceiveAsync(Type messageType, Predicate<object>? shouldHandle, Func<object, Task> handler) => ReceiveAsync(messageType, handler, shouldHandle);
    protected void ReceiveAnyAsync(Func<object, Task> handler) => Building.AddAny(message => ActorTaskScheduler.RunHandler(handler, message));
}

/// <summary>An actor that completes its own set-up once its constructors have run.</summary>
internal interface IInitializableActor
{
    void Init();
}
