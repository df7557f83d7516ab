using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>A sequence of handler kinds, shared by all behaviours that register the same one: a tree, one node a prefix.</summary>
internal sealed class HandlerShape
{
    /// <summary>Up to this many handlers are tried in a row; more are looked up by the message's type.</summary>
    private const int LinearLimit = 4;

    public static readonly HandlerShape Empty = new([]);

    private readonly ConcurrentDictionary<MessageHandler, HandlerShape> _next = new();
    private ConcurrentDictionary<Type, int>? _firstByType;

    private HandlerShape(MessageHandler[] handlers) => Handlers = handlers;

    public MessageHandler[] Handlers { get; }

    public HandlerShape With(MessageHandler handler) =>
        _next.TryGetValue(handler, out var next) ? next : _next.GetOrAdd(handler, static (added, prefix) => new HandlerShape([.. prefix.Handlers, added]), this);

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
}
