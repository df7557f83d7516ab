using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.Nodes;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Health;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Nodes;

/// <summary>Knows the nodes: which are paired, which are connected now, and which commands they are carrying out.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume. Watches the nodes' connections. Pairings come from their owner, at the start and as they change; what a node
/// announces and reports is in memory and known again when it connects. Timers: one a running command. At <see cref="MaxNodes"/> the longest absent
/// node is forgotten until it connects again.
/// </remarks>
public sealed partial class NodesActor : ServingActor, IWithTimers
{
    /// <summary>Most nodes that are remembered.</summary>
    public const int MaxNodes = 1024;

    private readonly IActorRef _health;
    private readonly TimeProvider _time;
    private readonly Func<NodeCommandPolicy> _policy;
    private readonly Dictionary<string, NodeEntry> _nodes = [];

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef health, Func<NodeCommandPolicy> policy, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new NodesActor(health, policy, time));

    /// <summary>An actor that knows no node.</summary>
    /// <param name="health">Hears how many nodes there are.</param>
    /// <param name="policy">Read anew for each command, so that a changed list counts at once.</param>
    /// <param name="time">The clock.</param>
    public NodesActor(IActorRef health, Func<NodeCommandPolicy> policy, TimeProvider time)
    {
        _health = health;
        _policy = policy;
        _time = time;
        Receive<NodesProtocol.Paired>(OnPaired);
        Receive<NodesProtocol.Register>(OnRegister);
        Receive<NodesProtocol.Forget>(OnForget);
        Receive<NodesProtocol.List>(OnList);
        Receive<NodesProtocol.ListPaired>(OnListPaired);
        Receive<NodesProtocol.Describe>(OnDescribe);
        Receive<NodesProtocol.Happened>(OnHappened);
        Receive<NodesProtocol.Invoke>(OnInvoke);
        Receive<NodesProtocol.InvokeDone>(OnInvokeDone);
        Receive<CallTimeout>(OnCallTimeout);
        Receive<Terminated>(OnTerminated);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private void OnPaired(NodesProtocol.Paired paired)
    {
        var node = paired.Node;
        Keep((_nodes.GetValueOrDefault(node.NodeId) ?? new NodeEntry { NodeId = node.NodeId }) with { Paired = node });
    }

    private void OnRegister(NodesProtocol.Register register)
    {
        // A node that reconnects before its old socket has ended: the newest connection is the one that counts, and what the old one was asked is lost.
        var node = register.Node;
        var known = _nodes.GetValueOrDefault(node.NodeId) ?? new NodeEntry { NodeId = node.NodeId };
        if (known.Connection is { } old && !old.Equals(Sender))
        {
            FailCalls(old);
        }

        Context.Watch(Sender);
        Keep(known with { Latest = node, Connection = Sender, SeenAt = node.ConnectedAt, SeenReason = "connect" });
    }

    private void OnForget(NodesProtocol.Forget forget)
    {
        if (_nodes.Remove(forget.NodeId, out var entry))
        {
            if (entry.Connection is { } connection)
            {
                FailCalls(connection);
            }

            Report();
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        FailCalls(terminated.ActorRef);
        if (_nodes.Values.FirstOrDefault(entry => terminated.ActorRef.Equals(entry.Connection)) is { } gone)
        {
            var now = _time.GetUtcNow();
            Keep(gone with { Connection = null, DisconnectedAt = now, SeenAt = now, SeenReason = "disconnect" });
        }
    }

    private void OnList(NodesProtocol.List list)
    {
        var policy = _policy();
        list.ReplyTo.Succeed(NodeJson.Encode(writer =>
        {
            writer.WriteNumber("ts"u8, _time.GetUtcNow().ToUnixTimeMilliseconds());
            writer.WriteStartArray("nodes"u8);
            foreach (var entry in Ordered())
            {
                writer.WriteStartObject();
                NodeJson.WriteRow(writer, entry, policy);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }));
    }

    private void OnListPaired(NodesProtocol.ListPaired list)
    {
        var policy = _policy();
        list.ReplyTo.Succeed(NodeJson.Encode(writer =>
        {
            // A node is approved as a device; nothing waits for an approval of its own.
            writer.WriteStartArray("pending"u8);
            writer.WriteEndArray();
            writer.WriteStartArray("paired"u8);
            foreach (var entry in Ordered())
            {
                writer.WriteStartObject();
                NodeJson.WritePaired(writer, entry, policy);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }));
    }

    private void OnDescribe(NodesProtocol.Describe describe)
    {
        if (!_nodes.TryGetValue(describe.NodeId, out var entry))
        {
            describe.ReplyTo.Fail(ProtocolError.InvalidRequest("unknown nodeId"));
            return;
        }

        describe.ReplyTo.Succeed(NodeJson.Encode(writer =>
        {
            writer.WriteNumber("ts"u8, _time.GetUtcNow().ToUnixTimeMilliseconds());
            NodeJson.WriteRow(writer, entry, _policy());
        }));
    }

    private void OnHappened(NodesProtocol.Happened happened)
    {
        if (_nodes.TryGetValue(happened.NodeId, out var entry))
        {
            var now = _time.GetUtcNow();
            entry = entry with { SeenAt = now };
            if (happened is { Event: HostStatsEvent, Payload: { ValueKind: JsonValueKind.Object } stats })
            {
                entry = entry with { HostStats = stats, HostStatsAt = now };
            }

            _nodes[happened.NodeId] = entry;
        }

        var isHandled = happened.Event is AliveEvent or HostStatsEvent;
        happened.ReplyTo.Succeed(NodeJson.Encode(writer =>
        {
            writer.WriteBoolean("ok"u8, true);
            writer.WriteString("event"u8, happened.Event);
            writer.WriteBoolean("handled"u8, isHandled);
            writer.WriteString("reason"u8, isHandled ? "updated"u8 : "unsupported_event"u8);
        }));
    }

    private const string AliveEvent = "node.presence.alive";
    private const string HostStatsEvent = "node.host.stats";

    private void Keep(NodeEntry entry)
    {
        _nodes[entry.NodeId] = entry;
        if (_nodes.Count > MaxNodes && _nodes.Values.Where(static node => !node.IsConnected).MinBy(static node => node.SeenAt ?? DateTimeOffset.MinValue) is { } oldest)
        {
            _nodes.Remove(oldest.NodeId);
        }

        Report();
    }

    private IEnumerable<NodeEntry> Ordered() => _nodes.Values
        .OrderByDescending(static entry => entry.IsConnected)
        .ThenBy(static entry => entry.DisplayName ?? entry.NodeId, StringComparer.OrdinalIgnoreCase);

    private void Report()
    {
        var known = _nodes.Count;
        var connected = _nodes.Values.Count(static entry => entry.IsConnected);
        _health.Tell(new HealthProtocol.Report(facts => facts with { NodesPaired = known, NodesConnected = connected }));
    }
}
