using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Handles messages of a type; a <see cref="TypedActor"/> implements it once a type.</summary>
public interface IHandle<in TMessage>
{
    /// <summary>Called in the actor.</summary>
    void Handle(TMessage message);
}

/// <summary>An actor whose messages go to the <see cref="IHandle{TMessage}"/> of their type, or of the nearest type above it; others are unhandled.</summary>
public abstract class TypedActor : ActorBase
{
    private static readonly ConcurrentDictionary<(Type Actor, Type Message), MethodInfo?> Handlers = new();

    /// <summary>Finds the handler of the message's type.</summary>
    protected sealed override bool Receive(object message)
    {
        if (Handlers.GetOrAdd((GetType(), message.GetType()), static key => Find(key.Actor, key.Message)) is not { } handle) return false;
        handle.Invoke(this, BindingFlags.DoNotWrapExceptions, null, [message], null);
        return true;
    }

    private static MethodInfo? Find(Type actor, Type message)
    {
        var handled = actor.GetInterfaces()
            .Where(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHandle<>))
            .ToDictionary(static i => i.GetGenericArguments()[0]);
        for (var type = message; type is not null; type = type.BaseType)
            if (handled.TryGetValue(type, out var own)) return own.GetMethod(nameof(IHandle<object>.Handle));
        foreach (var type in message.GetInterfaces())
            if (handled.TryGetValue(type, out var shared)) return shared.GetMethod(nameof(IHandle<object>.Handle));
        return null;
    }
}
