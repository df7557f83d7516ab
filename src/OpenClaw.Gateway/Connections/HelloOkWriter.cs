using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.Access;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Gateway.Connections;

/// <summary>Writes hello-ok. What is the same for every client is encoded once; presence and health are the shared bytes of their owners.</summary>
internal sealed class HelloOkWriter
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // Contracts of methods that clients ask for by name before they use them. models.list is answered from the configuration, whoever asks.
    private static readonly string[] s_capabilities = ["published-model-catalog"];

    // Events of the protocol that nothing here publishes yet: a client must not wait for them. Who publishes one takes it out.
    private static readonly string[] s_neverSent =
        [EventNames.Heartbeat, EventNames.Cron, EventNames.TalkMode, EventNames.NodePairRequested, EventNames.NodePairResolved];

    private readonly GatewayContext _gateway;
    private readonly byte[] _features;
    private readonly byte[] _snapshotTail;
    private readonly byte[] _policy;

    public HelloOkWriter(GatewayContext gateway, MethodRegistry methods, ConnectionOptions options)
    {
        _gateway = gateway;
        _features = Encode(writer => WriteFeatures(writer, methods));
        _snapshotTail = Encode(WriteSnapshotTail);
        _policy = Encode(writer =>
        {
            writer.WriteNumber("maxPayload"u8, FrameLimits.MaxPayload);
            writer.WriteNumber("maxBufferedBytes"u8, FrameLimits.MaxBufferedBytes);
            writer.WriteNumber("tickIntervalMs"u8, (long)options.TickInterval.TotalMilliseconds);
            writer.WriteStartObject("attachments"u8);
            writer.WriteNumber("maxBytes"u8, RunInput.MaxAttachmentBytes);
            writer.WriteNumber("maxImageBytes"u8, RunInput.MaxAttachmentBytes);
            writer.WriteEndObject();
        });
    }

    /// <summary>The payload of the answer to <c>connect</c>.</summary>
    /// <param name="grant">What the client was granted.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="versions">The versions of the state that the answer shows.</param>
    public ReadOnlyMemory<byte> Write(ConnectGrant grant, ConnectionId connection, out StateVersions versions)
    {
        var presence = _gateway.PresenceSnapshot.Current;
        var health = _gateway.HealthSnapshot.Current;
        versions = new StateVersions(presence.Version, health.Version);

        var options = _gateway.Options;
        var buffer = new ArrayBufferWriter<byte>(1024 + _features.Length + presence.Rows.Length + health.Health.Length + _snapshotTail.Length + _policy.Length);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "hello-ok"u8);
        writer.WriteNumber("protocol"u8, grant.Protocol);
        writer.WriteStartObject("server"u8);
        writer.WriteString("version"u8, options.Version);
        writer.WriteString("bootId"u8, options.BootId);
        writer.WriteString("connId"u8, connection.Value);
        writer.WriteEndObject();
        writer.WritePropertyName("features"u8);
        writer.WriteRawValue(_features, skipInputValidation: true);

        writer.WriteStartObject("snapshot"u8);
        writer.WritePropertyName("presence"u8);
        writer.WriteRawValue(presence.Rows.Span, skipInputValidation: true);
        writer.WritePropertyName("health"u8);
        writer.WriteRawValue(health.Health.Span, skipInputValidation: true);
        writer.WriteStartObject("stateVersion"u8);
        writer.WriteNumber("presence"u8, versions.Presence);
        writer.WriteNumber("health"u8, versions.Health);
        writer.WriteEndObject();
        writer.WriteNumber("uptimeMs"u8, (long)_gateway.Uptime.TotalMilliseconds);
        writer.Flush();
        AppendMembers(buffer, _snapshotTail);
        writer.WriteEndObject();

        // Protocol 3 names the credential only when it hands out a token, and never to a node.
        if (grant.Protocol >= 4 || (grant.DeviceToken is not null && grant.Role == Role.Operator))
        {
            WriteAuth(writer, grant);
        }

        writer.WritePropertyName("policy"u8);
        writer.WriteRawValue(_policy, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteAuth(Utf8JsonWriter writer, ConnectGrant grant)
    {
        writer.WriteStartObject("auth"u8);
        if (grant.Protocol >= 4)
        {
            writer.WriteString("method"u8, grant.Method);
        }

        writer.WriteString("role"u8, grant.Role.ToWire());
        writer.WriteStartArray("scopes"u8);
        foreach (var scope in grant.Scopes.ToNames())
        {
            writer.WriteStringValue(scope);
        }

        writer.WriteEndArray();
        if (grant.DeviceToken is { } token)
        {
            writer.WriteString("deviceToken"u8, token.Token);
            writer.WriteNumber("issuedAtMs"u8, token.IssuedAt.ToUnixTimeMilliseconds());
        }

        writer.WriteEndObject();
    }

    private static void WriteFeatures(Utf8JsonWriter writer, MethodRegistry methods)
    {
        writer.WriteStartArray("methods"u8);
        foreach (var name in methods.Names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("events"u8);
        foreach (var info in EventTable.All)
        {
            if (!s_neverSent.Contains(info.Name))
            {
                writer.WriteStringValue(info.Name);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("capabilities"u8);
        foreach (var capability in s_capabilities)
        {
            writer.WriteStringValue(capability);
        }

        writer.WriteEndArray();
    }

    private void WriteSnapshotTail(Utf8JsonWriter writer)
    {
        var options = _gateway.Options;
        if (options.ConfigPath is not null)
        {
            writer.WriteString("configPath"u8, options.ConfigPath);
        }

        if (options.StateDir is not null)
        {
            writer.WriteString("stateDir"u8, options.StateDir);
        }

        writer.WriteStartObject("sessionDefaults"u8);
        writer.WriteString("defaultAgentId"u8, options.DefaultAgentId);
        writer.WriteString("mainKey"u8, options.MainKey);
        writer.WriteString("mainSessionKey"u8, $"agent:{options.DefaultAgentId}:{options.MainKey}");
        writer.WriteString("scope"u8, "per-sender"u8);
        writer.WriteBoolean("modelConfigured"u8, options.ModelConfigured);
        writer.WriteString("ownership"u8, options.AgentCount > 1 ? "explicit"u8 : "sole"u8);
        writer.WriteBoolean("selectionRequired"u8, false);
        writer.WriteEndObject();
        writer.WriteString("authMode"u8, options.AuthMode);
    }

    private static byte[] Encode(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Splices the members of an encoded object into the object that is being written.</summary>
    private static void AppendMembers(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> encoded)
    {
        buffer.Write(","u8);
        buffer.Write(encoded[1..^1]);
    }
}
