using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.Nodes;

namespace OpenClaw.Gateway.Nodes;

/// <summary>Nodes as the wire shows them.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Encodes one object.</summary>
    public static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> members)
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

    /// <summary>Writes the members of a row of <c>node.list</c>. Only commands that may be invoked are shown.</summary>
    public static void WriteRow(Utf8JsonWriter writer, NodeEntry entry, NodeCommandPolicy policy)
    {
        WriteIdentity(writer, entry);
        WriteText(writer, "modelIdentifier"u8, entry.Latest?.ModelIdentifier ?? entry.Paired?.Client.ModelIdentifier);
        WriteText(writer, "remoteIp"u8, entry.Latest?.RemoteIp);
        WriteSurface(writer, entry, policy);
        if (entry.Latest?.Permissions is { } permissions)
        {
            writer.WriteStartObject("permissions"u8);
            foreach (var (name, given) in permissions)
            {
                writer.WriteBoolean(name, given);
            }

            writer.WriteEndObject();
        }

        WriteText(writer, "pathEnv"u8, entry.Latest?.PathEnv);
        writer.WriteBoolean("sessionHost"u8, false);
        writer.WriteStartArray("nodePluginTools"u8);
        writer.WriteEndArray();
        if (entry.HostStats is { } stats)
        {
            WriteHostStats(writer, stats, entry.HostStatsAt);
        }

        writer.WriteString("approvalState"u8, "approved"u8);
        if (entry.IsConnected)
        {
            WriteTime(writer, "connectedAtMs"u8, entry.Latest?.ConnectedAt);
        }

        WriteTime(writer, "lastConnectedAtMs"u8, entry.Latest?.ConnectedAt);
        WriteTime(writer, "lastDisconnectedAtMs"u8, entry.DisconnectedAt);
        WriteSeen(writer, entry);
        WriteTime(writer, "approvedAtMs"u8, entry.Paired?.ApprovedAt);
        writer.WriteBoolean("paired"u8, true);
        writer.WriteBoolean("connected"u8, entry.IsConnected);
    }

    /// <summary>Writes the members of a row of <c>node.pair.list</c>.</summary>
    public static void WritePaired(Utf8JsonWriter writer, NodeEntry entry, NodeCommandPolicy policy)
    {
        WriteIdentity(writer, entry);
        WriteSurface(writer, entry, policy);
        WriteTime(writer, "createdAtMs"u8, entry.Paired?.CreatedAt);
        WriteTime(writer, "approvedAtMs"u8, entry.Paired?.ApprovedAt);
        WriteTime(writer, "lastConnectedAtMs"u8, entry.Latest?.ConnectedAt);
        WriteSeen(writer, entry);
    }

    private static void WriteIdentity(Utf8JsonWriter writer, NodeEntry entry)
    {
        writer.WriteString("nodeId"u8, entry.NodeId);
        WriteText(writer, "displayName"u8, entry.DisplayName);
        writer.WriteString("platform"u8, entry.Platform);
        WriteText(writer, "version"u8, entry.Latest?.Version ?? entry.Paired?.Client.Version);
        WriteText(writer, "clientId"u8, entry.Latest?.ClientId ?? entry.Paired?.Client.Id);
        WriteText(writer, "clientMode"u8, entry.Latest?.ClientMode ?? entry.Paired?.Client.Mode);
        WriteText(writer, "deviceFamily"u8, entry.DeviceFamily);
    }

    private static void WriteSurface(Utf8JsonWriter writer, NodeEntry entry, NodeCommandPolicy policy)
    {
        WriteSorted(writer, "caps"u8, entry.Latest?.Caps ?? []);
        WriteSorted(writer, "commands"u8, (entry.Latest?.Commands ?? []).Where(command => policy.Allows(entry.Platform, entry.DeviceFamily, command)));
    }

    private static void WriteSeen(Utf8JsonWriter writer, NodeEntry entry)
    {
        WriteTime(writer, "lastSeenAtMs"u8, entry.SeenAt);
        WriteText(writer, "lastSeenReason"u8, entry.SeenReason);
    }

    private static void WriteHostStats(Utf8JsonWriter writer, JsonElement stats, DateTimeOffset at)
    {
        writer.WriteStartObject("hostStats"u8);
        foreach (var member in stats.EnumerateObject())
        {
            if (member.Name != "updatedAtMs")
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteNumber("updatedAtMs"u8, at.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } at)
        {
            writer.WriteNumber(name, at.ToUnixTimeMilliseconds());
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
}
