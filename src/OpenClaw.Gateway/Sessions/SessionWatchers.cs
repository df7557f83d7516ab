using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Which connections asked for <c>sessions.changed</c> and <c>session.message</c>. The sets are immutable: they go along with each event.</summary>
internal sealed class SessionWatchers
{
    /// <summary>Sessions that one connection may watch.</summary>
    public const int MaxKeys = 1000;

    private readonly Dictionary<IActorRef, ConnectionId> _connections = [];
    private readonly Dictionary<SessionKey, ImmutableHashSet<ConnectionId>> _messages = [];
    private readonly Dictionary<ConnectionId, HashSet<SessionKey>> _keys = [];

    /// <summary>Who watches the list.</summary>
    public ImmutableHashSet<ConnectionId> OfSessions { get; private set; } = [];

    /// <summary>Who watches a session's messages.</summary>
    public ImmutableHashSet<ConnectionId> OfMessages(SessionKey key) => _messages.GetValueOrDefault(key, []);

    public void WatchSessions(IActorRef connection, ConnectionId id, bool on)
    {
        _connections[connection] = id;
        OfSessions = on ? OfSessions.Add(id) : OfSessions.Remove(id);
    }

    /// <returns>False when the connection watches too many already.</returns>
    public bool WatchMessages(IActorRef connection, ConnectionId id, SessionKey key, bool on)
    {
        _connections[connection] = id;
        if (!_keys.TryGetValue(id, out var keys))
        {
            _keys.Add(id, keys = []);
        }

        if (on)
        {
            if (keys.Count >= MaxKeys && !keys.Contains(key))
            {
                return false;
            }

            keys.Add(key);
            _messages[key] = OfMessages(key).Add(id);
        }
        else
        {
            keys.Remove(key);
            Drop(key, id);
        }

        return true;
    }

    /// <summary>The connection ended.</summary>
    public void Forget(IActorRef connection)
    {
        if (!_connections.Remove(connection, out var id))
        {
            return;
        }

        OfSessions = OfSessions.Remove(id);
        if (_keys.Remove(id, out var keys))
        {
            foreach (var key in keys)
            {
                Drop(key, id);
            }
        }
    }

    private void Drop(SessionKey key, ConnectionId id)
    {
        var left = OfMessages(key).Remove(id);
        if (left.IsEmpty)
        {
            _messages.Remove(key);
        }
        else
        {
            _messages[key] = left;
        }
    }
}
