using System.Runtime.CompilerServices;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>How one kind of handler is tried. One instance per kind and message type; the delegate comes with each call.</summary>
internal abstract class MessageHandler
{
    /// <summary>True for a handler of every object without a condition.</summary>
    public virtual bool CatchesAll => false;

    /// <summary>Whether the type of the message fits; a condition may still say no.</summary>
    public abstract bool CanHandle(object message);

    public abstract bool TryHandle(object target, object message);
}

internal sealed class ActionHandler<T> : MessageHandler
{
    public static readonly ActionHandler<T> Instance = new();

    public override bool CatchesAll => typeof(T) == typeof(object);
    public override bool CanHandle(object message) => message is T;

    public override bool TryHandle(object target, object message)
    {
        if (message is not T typed) return false;
        Unsafe.As<Action<T>>(target)(typed);
        return true;
    }
}

internal sealed class FuncHandler<T> : MessageHandler
{
    public static readonly FuncHandler<T> Instance = new();

    public override bool CanHandle(object message) => message is T;
    public override bool TryHandle(object target, object message) => message is T typed && Unsafe.As<Func<T, bool>>(target)(typed);
}

internal sealed record Guarded<T>(Action<T> Handler, Predicate<T> ShouldHandle);

internal sealed class PredicateHandler<T> : MessageHandler
{
    public static readonly PredicateHandler<T> Instance = new();

    public override bool CanHandle(object message) => message is T;

    public override bool TryHandle(object target, object message)
    {
        if (message is not T typed) return false;
        var guarded = Unsafe.As<Guarded<T>>(target);
        if (!guarded.ShouldHandle(typed)) return false;
        guarded.Handler(typed);
        return true;
    }
}

internal sealed class AsyncHandler<T> : MessageHandler
{
    public static readonly AsyncHandler<T> Instance = new();

    public override bool CatchesAll => typeof(T) == typeof(object);
    public override bool CanHandle(object message) => message is T;

    public override bool TryHandle(object target, object message)
    {
        if (message is not T typed) return false;
        ActorTaskScheduler.RunHandler(Unsafe.As<Func<T, Task>>(target), typed);
        return true;
    }
}

internal sealed record Typed(Type MessageType, Predicate<object>? ShouldHandle, Func<object, bool> Handler);

/// <summary>A handler whose type is known only at run time. The shape cannot tell such handlers apart, so it never excludes one.</summary>
internal sealed class TypeHandler : MessageHandler
{
    public static readonly TypeHandler Instance = new();

    public override bool CanHandle(object message) => true;

    public override bool TryHandle(object target, object message)
    {
        var typed = Unsafe.As<Typed>(target);
        return typed.MessageType.IsInstanceOfType(message) && (typed.ShouldHandle is null || typed.ShouldHandle(message)) && typed.Handler(message);
    }
}
