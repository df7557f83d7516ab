using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Domain.Presence;

namespace OpenClaw.Gateway.Presence;

/// <summary>Presence rows as JSON.</summary>
internal static class PresenceJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The array of rows.</summary>
    public static ReadOnlyMemory<byte> Rows(PresenceState state)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * (state.Count + 1));
        using var writer = new Utf8JsonWriter(buffer, s_options);
        writer.WriteStartArray();
        foreach (var entry in state.Rows)
        {
            Write(writer, entry);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary><c>{"presence":rows}</c>.</summary>
    public static ReadOnlyMemory<byte> EventOf(ReadOnlySpan<byte> rows)
    {
        var head = "{\"presence\":"u8;
        var payload = new byte[head.Length + rows.Length + 1];
        head.CopyTo(payload);
        rows.CopyTo(payload.AsSpan(head.Length));
        payload[^1] = (byte)'}';
        return payload;
    }

    private static void Write(Utf8JsonWriter writer, PresenceEntry entry)
    {
        writer.WriteStartObject();
        WriteText(writer, "host"u8, entry.Host);
        WriteText(writer, "ip"u8, entry.Ip);
        WriteText(writer, "version"u8, entry.Version);
        WriteText(writer, "platform"u8, entry.Platform);
        WriteText(writer, "deviceFamily"u8, entry.DeviceFamily);
        WriteText(writer, "modelIdentifier"u8, entry.ModelIdentifier);
        WriteText(writer, "mode"u8, entry.Mode);
        if (entry.LastInputSeconds is { } seconds)
        {
            writer.WriteNumber("lastInputSeconds"u8, Math.Floor(seconds));
        }

        WriteText(writer, "reason"u8, entry.Reason);
        WriteArray(writer, "tags"u8, entry.Tags);
        WriteText(writer, "clientId"u8, entry.ClientId);
        WriteText(writer, "deviceId"u8, entry.DeviceId);
        WriteArray(writer, "roles"u8, entry.Roles);
        WriteArray(writer, "scopes"u8, entry.Scopes);
        WriteArray(writer, "watchedSessions"u8, entry.WatchedSessions);
        WriteText(writer, "instanceId"u8, entry.InstanceId);
        writer.WriteString("text"u8, entry.Text);
        writer.WriteNumber("ts"u8, entry.At.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteArray(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
