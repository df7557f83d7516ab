using System.Collections.Immutable;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Nodes;

/// <summary>Messages of <see cref="NodesActor"/>.</summary>
public static class NodesProtocol
{
    /// <summary>A command.</summary>
    public interface INodesCommand;

    /// <summary>A node connected. The sender is its connection's actor, which is watched.</summary>
    public sealed record Register(ConnectedNode Node) : INodesCommand;

    /// <summary>A node's device was removed: it is no node any more.</summary>
    public sealed record Forget(string NodeId) : INodesCommand;

    /// <summary>Answers with every node, connected ones first.</summary>
    public sealed record List(ReplyTo ReplyTo) : INodesCommand;

    /// <summary>Answers with one node.</summary>
    public sealed record Describe(string NodeId, ReplyTo ReplyTo) : INodesCommand;
}

/// <summary>A node as its latest handshake showed it.</summary>
public sealed record ConnectedNode
{
    /// <summary>Its device id.</summary>
    public required string NodeId { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Operating system.</summary>
    public required string Platform { get; init; }

    /// <summary>Version of its program.</summary>
    public required string Version { get; init; }

    /// <summary>Such as <c>iPhone</c>.</summary>
    public string? DeviceFamily { get; init; }

    /// <summary>Such as <c>iPhone17,1</c>.</summary>
    public string? ModelIdentifier { get; init; }

    /// <summary>Its client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its client mode.</summary>
    public required string ClientMode { get; init; }

    /// <summary>Where it connects from.</summary>
    public string? RemoteIp { get; init; }

    /// <summary>Capabilities that it announced.</summary>
    public ImmutableArray<string> Caps { get; init; } = [];

    /// <summary>Commands that it declared.</summary>
    public ImmutableArray<string> Commands { get; init; } = [];

    /// <summary>Permissions that its system gave it.</summary>
    public ImmutableSortedDictionary<string, bool>? Permissions { get; init; }

    /// <summary>Its PATH.</summary>
    public string? PathEnv { get; init; }

    /// <summary>When it connected.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }
}
