using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Gateway.Health;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Nodes;

/// <summary>Knows the nodes that connected since the start, and which are connected now.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, resume. Watches the nodes' connections. A node is paired by the time it registers, because its handshake needs
/// that. In memory: after a restart a node is unknown until it connects. At <see cref="MaxNodes"/> the longest absent one is forgotten.
/// </remarks>
public sealed class NodesActor : ReceiveActor
{
    /// <summary>Most nodes that are remembered.</summary>
    public const int MaxNodes = 1024;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IActorRef _health;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Entry> _nodes = [];

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef health, TimeProvider time) => Akka.Actor.Props.Create(() => new NodesActor(health, time));

    /// <summary>An actor that knows no node.</summary>
    public NodesActor(IActorRef health, TimeProvider time)
    {
        _health = health;
        _time = time;
        Receive<NodesProtocol.Register>(OnRegister);
        Receive<NodesProtocol.Forget>(forget =>
        {
            if (_nodes.Remove(forget.NodeId))
            {
                Report();
            }
        });
        Receive<NodesProtocol.List>(OnList);
        Receive<NodesProtocol.Describe>(OnDescribe);
        Receive<Terminated>(OnTerminated);
    }

    private void OnRegister(NodesProtocol.Register register)
    {
        // A node that reconnects before its old socket has ended: the newest connection is the one that counts.
        _nodes[register.Node.NodeId] = new Entry(register.Node, Sender, register.Node.ConnectedAt);
        Context.Watch(Sender);
        if (_nodes.Count > MaxNodes && _nodes.Where(node => !node.Value.IsConnected).MinBy(node => node.Value.LastSeenAt) is { Key: { } oldest })
        {
            _nodes.Remove(oldest);
        }

        Report();
    }

    private void OnTerminated(Terminated terminated)
    {
        foreach (var (id, entry) in _nodes)
        {
            if (terminated.ActorRef.Equals(entry.Connection))
            {
                _nodes[id] = entry with { Connection = null, LastSeenAt = _time.GetUtcNow() };
                Report();
                return;
            }
        }
    }

    private void OnList(NodesProtocol.List list) => list.ReplyTo.Succeed(Encode(writer =>
    {
        writer.WriteNumber("ts"u8, _time.GetUtcNow().ToUnixTimeMilliseconds());
        writer.WriteStartArray("nodes"u8);
        foreach (var entry in _nodes.Values
            .OrderByDescending(entry => entry.IsConnected)
            .ThenBy(entry => entry.Node.DisplayName ?? entry.Node.NodeId, StringComparer.OrdinalIgnoreCase))
        {
            writer.WriteStartObject();
            WriteRow(writer, entry);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }));

    private void OnDescribe(NodesProtocol.Describe describe)
    {
        if (!_nodes.TryGetValue(describe.NodeId, out var entry))
        {
            describe.ReplyTo.Fail(ProtocolError.InvalidRequest("unknown nodeId"));
            return;
        }

        describe.ReplyTo.Succeed(Encode(writer =>
        {
            writer.WriteNumber("ts"u8, _time.GetUtcNow().ToUnixTimeMilliseconds());
            WriteRow(writer, entry);
        }));
    }

    private void Report()
    {
        var known = _nodes.Count;
        var connected = _nodes.Values.Count(entry => entry.IsConnected);
        _health.Tell(new HealthProtocol.Report(facts => facts with { NodesPaired = known, NodesConnected = connected }));
    }

    private static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteRow(Utf8JsonWriter writer, Entry entry)
    {
        var node = entry.Node;
        writer.WriteString("nodeId"u8, node.NodeId);
        WriteText(writer, "displayName"u8, node.DisplayName);
        writer.WriteString("platform"u8, node.Platform);
        writer.WriteString("version"u8, node.Version);
        WriteText(writer, "deviceFamily"u8, node.DeviceFamily);
        WriteText(writer, "modelIdentifier"u8, node.ModelIdentifier);
        WriteText(writer, "remoteIp"u8, node.RemoteIp);
        writer.WriteString("clientId"u8, node.ClientId);
        writer.WriteString("clientMode"u8, node.ClientMode);
        WriteSorted(writer, "caps"u8, node.Caps);
        WriteSorted(writer, "commands"u8, node.Commands);
        if (node.Permissions is { } permissions)
        {
            writer.WriteStartObject("permissions"u8);
            foreach (var (name, given) in permissions)
            {
                writer.WriteBoolean(name, given);
            }

            writer.WriteEndObject();
        }

        WriteText(writer, "pathEnv"u8, node.PathEnv);
        if (entry.IsConnected)
        {
            writer.WriteNumber("connectedAtMs"u8, node.ConnectedAt.ToUnixTimeMilliseconds());
        }

        writer.WriteNumber("lastConnectedAtMs"u8, node.ConnectedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("lastSeenAtMs"u8, entry.LastSeenAt.ToUnixTimeMilliseconds());
        writer.WriteBoolean("paired"u8, true);
        writer.WriteBoolean("connected"u8, entry.IsConnected);
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteSorted(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private sealed record Entry(ConnectedNode Node, IActorRef? Connection, DateTimeOffset LastSeenAt)
    {
        public bool IsConnected => Connection is not null;
    }
}
