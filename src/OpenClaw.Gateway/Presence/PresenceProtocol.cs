using System.Collections.Immutable;
using OpenClaw.Domain.Presence;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Presence;

/// <summary>Messages of <see cref="PresenceActor"/>.</summary>
public static class PresenceProtocol
{
    /// <summary>A command.</summary>
    public interface IPresenceCommand;

    /// <summary>A client connected; answered with <see cref="Registered"/> once its row can be read. Its actor is watched.</summary>
    /// <param name="Connection">The connection behind the row.</param>
    /// <param name="Entry">The row.</param>
    public sealed record Register(ConnectionId Connection, PresenceEntry Entry) : IPresenceCommand;

    /// <summary>The row is published.</summary>
    public sealed record Registered
    {
        /// <summary>The one instance.</summary>
        public static readonly Registered Instance = new();
    }

    /// <summary>A client shows these sessions and no others; the request is answered once its row can be read.</summary>
    /// <param name="Connection">The connection on which it says so.</param>
    /// <param name="Sessions">Canonical keys, each once.</param>
    /// <param name="ReplyTo">The request to answer, with the keys.</param>
    public sealed record Watch(ConnectionId Connection, ImmutableArray<string> Sessions, ReplyTo ReplyTo) : IPresenceCommand, IMethodRequest;

    /// <summary>A machine reported itself; the request is answered once its row can be read.</summary>
    /// <param name="Entry">What it reported.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record Note(PresenceEntry Entry, ReplyTo ReplyTo) : IPresenceCommand, IMethodRequest;
}
