using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Nodes;

/// <summary>Messages of <see cref="NodesActor"/>.</summary>
public static class NodesProtocol
{
    /// <summary>A command.</summary>
    public interface INodesCommand;

    /// <summary>A device is paired as a node, or its pairing changed. Said for every one when the gateway starts.</summary>
    public sealed record Paired(PairedNode Node) : INodesCommand;

    /// <summary>A node connected. The sender is its connection's actor, which is watched.</summary>
    public sealed record Register(ConnectedNode Node) : INodesCommand;

    /// <summary>A node's device was removed: it is no node any more.</summary>
    public sealed record Forget(string NodeId) : INodesCommand;

    /// <summary>Answers with every node, connected ones first.</summary>
    public sealed record List(ReplyTo ReplyTo) : INodesCommand, IMethodRequest;

    /// <summary>Answers with one node.</summary>
    public sealed record Describe(string NodeId, ReplyTo ReplyTo) : INodesCommand, IMethodRequest;

    /// <summary>Answers with the pairings of nodes.</summary>
    public sealed record ListPaired(ReplyTo ReplyTo) : INodesCommand, IMethodRequest;

    /// <summary>Runs a command on a node; answered with its result, or why there is none.</summary>
    /// <param name="NodeId">The node.</param>
    /// <param name="Command">The command.</param>
    /// <param name="ParamsJson">Its params: JSON, or null.</param>
    /// <param name="Timeout">How long to wait; null for the default.</param>
    /// <param name="IdempotencyKey">The caller's key; handed to the node.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record Invoke(
        string NodeId, string Command, string? ParamsJson, TimeSpan? Timeout, string IdempotencyKey, Caller Caller, ReplyTo ReplyTo) : INodesCommand, IMethodRequest;

    /// <summary>A node's answer to a command. From another connection than the one that was asked, or too late, it is ignored, and the answer says so.</summary>
    /// <param name="CallId">The command that it answers.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record InvokeDone(string CallId, NodeOutcome Outcome, ReplyTo ReplyTo) : INodesCommand, IMethodRequest;

    /// <summary>Something happened on a node.</summary>
    /// <param name="NodeId">The node.</param>
    /// <param name="Event">Name of the event.</param>
    /// <param name="Payload">Its payload, if it has one.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record Happened(string NodeId, string Event, JsonElement? Payload, ReplyTo ReplyTo) : INodesCommand, IMethodRequest;
}

/// <summary>What came of a command on a node.</summary>
/// <param name="IsOk">Whether it succeeded.</param>
/// <param name="PayloadJson">Its result: JSON, or null.</param>
/// <param name="ErrorCode">The node's error code, where it failed.</param>
/// <param name="ErrorMessage">The node's error text, where it failed.</param>
public sealed record NodeOutcome(bool IsOk, string? PayloadJson, string? ErrorCode, string? ErrorMessage);

/// <summary>A device that is paired as a node.</summary>
/// <param name="NodeId">Its device id.</param>
/// <param name="Label">The name that an operator gave it.</param>
/// <param name="Client">What it said of itself when it was approved.</param>
/// <param name="CreatedAt">First approval.</param>
/// <param name="ApprovedAt">Latest approval.</param>
public sealed record PairedNode(string NodeId, string? Label, ClientDescription Client, DateTimeOffset CreatedAt, DateTimeOffset ApprovedAt);

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
