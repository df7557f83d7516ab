namespace Akka.Actor;

/// <summary>The handlers of one behaviour, in order of registration.</summary>
/// <remarks>
/// What is the same for all actors that register alike, the list of message types and handler kinds, is a shared
/// <see cref="HandlerShape"/>; an actor itself holds only its delegates. No expression is compiled.
/// </remarks>
internal readonly struct HandlerTable
{
    private readonly HandlerShape _shape;
    private readonly object[] _targets;

    private HandlerTable(HandlerShape shape, object[] targets)
    {
        _shape = shape;
        _targets = targets;
    }

    public bool TryHandle(object message)
    {
        var handlers = _shape.Handlers;
        var targets = _targets;
        for (var i = _shape.FirstCandidate(message); i < targets.Length; i++)
        {
            if (handlers[i].TryHandle(targets[i], message)) return true;
        }
        return false;
    }

    /// <summary>Collects handlers while an actor is constructed or becomes something else.</summary>
    public sealed class Builder
    {
        private HandlerShape _shape = HandlerShape.Empty;
        private object[] _targets = new object[4];
        private bool _closed;

        public HandlerTable Build() => new(_shape, _targets.AsSpan(0, _shape.Handlers.Length).ToArray());

        private void Append(MessageHandler kind, object target)
        {
            if (_closed) throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
            var count = _shape.Handlers.Length;
            if (count == _targets.Length) Array.Resize(ref _targets, count * 2);
            _targets[count] = target;
            _shape = _shape.With(kind);
            if (kind.CatchesAll) _closed = true;
        }

        public void Add<T>(Action<T> handler, Predicate<T>? shouldHandle)
        {
            ArgumentNullException.ThrowIfNull(handler);
            if (shouldHandle is null) Append(ActionHandler<T>.Instance, handler);
            else Append(PredicateHandler<T>.Instance, new Guarded<T>(handler, shouldHandle));
        }

        public void Add<T>(Func<T, bool> handler)
        {
            ArgumentNullException.ThrowIfNull(handler);
            Append(FuncHandler<T>.Instance, handler);
        }

        public void AddAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle)
        {
            ArgumentNullException.ThrowIfNull(handler);
            if (shouldHandle is null) Append(AsyncHandler<T>.Instance, handler);
            else Append(PredicateHandler<T>.Instance, new Guarded<T>(message => Dispatch.ActorTaskScheduler.RunHandler(handler, message), shouldHandle));
        }

        public void AddAny(Action<object> handler)
        {
            ArgumentNullException.ThrowIfNull(handler);
            Append(ActionHandler<object>.Instance, handler);
        }

        public void Add(Type messageType, Action<object> handler, Predicate<object>? shouldHandle)
        {
            ArgumentNullException.ThrowIfNull(messageType);
            ArgumentNullException.ThrowIfNull(handler);
            if (messageType == typeof(object)) Add(handler, shouldHandle);
            else Append(TypeHandler.Instance, new Typed(messageType, shouldHandle, message => { handler(message); return true; }));
        }

        public void Add(Type messageType, Func<object, bool> handler)
        {
            ArgumentNullException.ThrowIfNull(messageType);
            ArgumentNullException.ThrowIfNull(handler);
            Append(TypeHandler.Instance, new Typed(messageType, null, handler));
        }
    }
}
