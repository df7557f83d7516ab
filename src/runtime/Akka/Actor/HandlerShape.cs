using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>A sequence of handler kinds, shared by all behaviours that register the same one: a tree, one node a prefix.</summary>
internal sealed class HandlerShape
{
    /// <summary>Up to this many handlers are tried in a row; more are looked up by the message's type.</summary>
    private const int LinearLimit = 4;

    public static readonly HandlerShape Empty = new([]);

    // Nearly always there is one way on from a prefix, and then it is found without a look-up.
    private Way? _first;
    private ConcurrentDictionary<MessageHandler, HandlerShape>? _others;
    private ConcurrentDictionary<Type, int>? _firstByType;

    private HandlerShape(MessageHandler[] handlers) => Handlers = handlers;

    public MessageHandler[] Handlers { get; }

    public HandlerShape With(MessageHandler handler)
    {
        var first = Volatile.Read(ref _first);
        if (first is null)
        {
            var added = new Way(handler, Extend(handler));
            first = Interlocked.CompareExchange(ref _first, added, null) ?? added;
        }

        if (ReferenceEquals(first.Handler, handler)) return first.Shape;
        var others = LazyInitializer.EnsureInitialized(ref _others, static () => new ConcurrentDictionary<MessageHandler, HandlerShape>());
        return others.GetOrAdd(handler, static (added, prefix) => prefix.Extend(added), this);
    }

    private HandlerShape Extend(MessageHandler handler) => new([.. Handlers, handler]);

    /// <summary>The first handler that can take the message; the number of handlers when none can.</summary>
    public int FirstCandidate(object message)
    {
        if (Handlers.Length <= LinearLimit) return 0;
        var table = _firstByType;
        if (table is null) table = Interlocked.CompareExchange(ref _firstByType, new ConcurrentDictionary<Type, int>(), null) ?? _firstByType;
        return table.TryGetValue(message.GetType(), out var first) ? first : table.GetOrAdd(message.GetType(), Find(message));
    }

    private int Find(object message)
    {
        for (var i = 0; i < Handlers.Length; i++)
        {
            if (Handlers[i].CanHandle(message)) return i;
        }
        return Handlers.Length;
    }

    private sealed record Way(MessageHandler Handler, HandlerShape Shape);
}
