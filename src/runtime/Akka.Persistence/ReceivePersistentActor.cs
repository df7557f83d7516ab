using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Persistent actor that registers a handler for each type of command and of event.</summary>
/// <remarks>
/// <c>Recover</c> handlers are registered in the constructor; <c>Command</c> handlers there or inside <c>Become(() =&gt; ...)</c>.
/// The first handler in order of registration whose type fits and whose predicate holds gets the message.
/// </remarks>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private HandlerTable _commands;
    private HandlerTable _recovers;
    private HandlerTable.Builder? _commandsBuilding = new();
    private HandlerTable.Builder? _recoversBuilding = new();

    void IInitializableActor.Init()
    {
        _commands = _commandsBuilding!.Build();
        _recovers = _recoversBuilding!.Build();
        _commandsBuilding = null;
        _recoversBuilding = null;
    }

    private HandlerTable.Builder Commands => _commandsBuilding
        ?? throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");

    private HandlerTable.Builder Recovers => _recoversBuilding
        ?? throw new InvalidOperationException("You may only call Recover-methods when constructing the actor.");

    /// <inheritdoc />
    protected sealed override bool ReceiveCommand(object message) => _commands.TryHandle(message);

    /// <inheritdoc />
    protected sealed override bool ReceiveRecover(object message) => _recovers.TryHandle(message);

    /// <inheritdoc />
    protected sealed override void OnCommand(object message)
    {
    }

    /// <inheritdoc />
    protected sealed override void OnRecover(object message)
    {
    }

    /// <summary>Replaces the command handlers by those that <paramref name="configure"/> registers.</summary>
    protected void Become(Action configure) => Context.Become(Configure(configure));

    /// <summary>Puts the command handlers that <paramref name="configure"/> registers on top.</summary>
    protected void BecomeStacked(Action configure) => Context.BecomeStacked(Configure(configure));

    private Receive Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var outer = _commandsBuilding;
        _commandsBuilding = new HandlerTable.Builder();
        try
        {
            configure();
            var table = _commandsBuilding.Build();
            return table.TryHandle;
        }
        finally
        {
            _commandsBuilding = outer;
        }
    }

    /// <summary>Handles an event or a snapshot offer while recovering.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Recovers.Add(handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover<T>(Predicate<T>? shouldHandle, Action<T> handler) => Recovers.Add(handler, shouldHandle);

    /// <summary>A handler that says itself whether it handled the event.</summary>
    protected void Recover<T>(Func<T, bool> handler) => Recovers.Add(handler);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) => Recovers.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Action{T}, Predicate{T})"/>
    protected void Recover(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) => Recovers.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Recover{T}(Func{T, bool})"/>
    protected void Recover(Type messageType, Func<object, bool> handler) => Recovers.Add(messageType, handler);

    /// <summary>Takes what no earlier handler took; nothing can be registered after it.</summary>
    protected void RecoverAny(Action<object> handler) => Recovers.AddAny(handler);

    /// <summary>Handles a command.</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Commands.Add(handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command<T>(Predicate<T>? shouldHandle, Action<T> handler) => Commands.Add(handler, shouldHandle);

    /// <summary>A handler that says itself whether it handled the command.</summary>
    protected void Command<T>(Func<T, bool> handler) => Commands.Add(handler);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) => Commands.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Action{T}, Predicate{T})"/>
    protected void Command(Type messageType, Predicate<object>? shouldHandle, Action<object> handler) => Commands.Add(messageType, handler, shouldHandle);

    /// <inheritdoc cref="Command{T}(Func{T, bool})"/>
    protected void Command(Type messageType, Func<object, bool> handler) => Commands.Add(messageType, handler);

    /// <inheritdoc cref="CommandAny(Action{object})"/>
    protected void Command(Action<object> handler) => CommandAny(handler);

    /// <summary>Takes what no earlier handler took; nothing can be registered after it.</summary>
    protected void CommandAny(Action<object> handler) => Commands.AddAny(handler);

    /// <summary>An asynchronous handler: other commands wait until its task ends.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Commands.Add<T>(command => RunTask(() => handler(command)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync<T>(Predicate<T>? shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Commands.Add(messageType, command => RunTask(() => handler(command)), shouldHandle);

    /// <inheritdoc cref="CommandAsync{T}(Func{T, Task}, Predicate{T})"/>
    protected void CommandAsync(Type messageType, Predicate<object>? shouldHandle, Func<object, Task> handler) => CommandAsync(messageType, handler, shouldHandle);

    /// <summary>Asynchronous form of <see cref="CommandAny"/>.</summary>
    protected void CommandAnyAsync(Func<object, Task> handler) => Commands.AddAny(command => RunTask(() => handler(command)));
}
