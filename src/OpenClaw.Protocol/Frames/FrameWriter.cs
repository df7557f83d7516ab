using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Protocol.Frames;

/// <summary>Writes response and event frames around payloads that are JSON already.</summary>
/// <remarks>Thread safe. Allocates nothing but what the buffer does, except for errors and ids that need escaping.</remarks>
public static class FrameWriter
{
    /// <summary>Text is sent as it is: frames never go into HTML.</summary>
    private static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions s_writerOptions = new() { Encoder = s_encoder, SkipValidation = true };

    /// <summary>Writes <c>{"type":"res","id":…,"ok":true,"payload":…}</c>.</summary>
    /// <param name="output">Receives the frame.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="payload">JSON; empty leaves the payload out.</param>
    public static void WriteResponse(IBufferWriter<byte> output, string id, ReadOnlySpan<byte> payload)
    {
        output.Write("{\"type\":\"res\",\"id\":"u8);
        WriteText(output, id);
        if (payload.IsEmpty)
        {
            output.Write(",\"ok\":true}"u8);
            return;
        }

        output.Write(",\"ok\":true,\"payload\":"u8);
        output.Write(payload);
        output.Write("}"u8);
    }

    /// <summary>Writes <c>{"type":"res","id":…,"ok":false,"error":{…}}</c>.</summary>
    public static void WriteError(IBufferWriter<byte> output, string id, ProtocolError error)
    {
        using var writer = new Utf8JsonWriter(output, s_writerOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "res"u8);
        writer.WriteString("id"u8, id);
        writer.WriteBoolean("ok"u8, false);
        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("message"u8, error.Message);
        if (error.Details is { } details)
        {
            writer.WritePropertyName("details"u8);
            details.WriteTo(writer);
        }

        if (error.Retryable is { } retryable)
        {
            writer.WriteBoolean("retryable"u8, retryable);
        }

        if (error.RetryAfterMs is { } retryAfterMs)
        {
            writer.WriteNumber("retryAfterMs"u8, retryAfterMs);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes what stands before an event's payload: <c>{"type":"event","event":…,"payload":</c>. The same for every client.</summary>
    public static void WriteEventHead(IBufferWriter<byte> output, string @event)
    {
        output.Write("{\"type\":\"event\",\"event\":"u8);
        WriteText(output, @event);
        output.Write(",\"payload\":"u8);
    }

    /// <summary>Writes what stands after an event's payload: <c>,"seq":…,"stateVersion":{…}}</c>. This part differs between clients.</summary>
    /// <param name="output">Receives the tail; at most 128 bytes.</param>
    /// <param name="seq">Number of the event on the connection; null for an event sent to one client only.</param>
    /// <param name="presenceVersion">With <paramref name="healthVersion"/>: the state versions, for events that carry them.</param>
    /// <param name="healthVersion">See <paramref name="presenceVersion"/>.</param>
    public static void WriteEventTail(IBufferWriter<byte> output, long? seq, long? presenceVersion = null, long? healthVersion = null)
    {
        var span = output.GetSpan(128);
        var length = 0;
        if (seq is { } number)
        {
            Append(span, ref length, ",\"seq\":"u8, number);
        }

        if (presenceVersion is { } presence && healthVersion is { } health)
        {
            Append(span, ref length, ",\"stateVersion\":{\"presence\":"u8, presence);
            Append(span, ref length, ",\"health\":"u8, health);
            span[length++] = (byte)'}';
        }

        span[length++] = (byte)'}';
        output.Advance(length);
    }

    /// <summary>Writes a whole event frame.</summary>
    public static void WriteEvent(
        IBufferWriter<byte> output, string @event, ReadOnlySpan<byte> payload, long? seq, long? presenceVersion = null, long? healthVersion = null)
    {
        WriteEventHead(output, @event);
        output.Write(payload.IsEmpty ? "null"u8 : payload);
        WriteEventTail(output, seq, presenceVersion, healthVersion);
    }

    /// <summary>Writes <c>{"type":"req","id":…,"method":…,"params":…}</c>, as a client does.</summary>
    /// <param name="output">Receives the frame.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="method">Name of the method.</param>
    /// <param name="parameters">JSON; empty leaves the params out.</param>
    public static void WriteRequest(IBufferWriter<byte> output, string id, string method, ReadOnlySpan<byte> parameters)
    {
        output.Write("{\"type\":\"req\",\"id\":"u8);
        WriteText(output, id);
        output.Write(",\"method\":"u8);
        WriteText(output, method);
        if (!parameters.IsEmpty)
        {
            output.Write(",\"params\":"u8);
            output.Write(parameters);
        }

        output.Write("}"u8);
    }

    private static void Append(Span<byte> span, ref int length, ReadOnlySpan<byte> text, long number)
    {
        text.CopyTo(span[length..]);
        length += text.Length;
        Utf8Formatter.TryFormat(number, span[length..], out var digits);
        length += digits;
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        if (!IsPlain(text))
        {
            var encoded = JsonEncodedText.Encode(text, s_encoder);
            output.Write("\""u8);
            output.Write(encoded.EncodedUtf8Bytes);
            output.Write("\""u8);
            return;
        }

        var span = output.GetSpan(text.Length + 2);
        span[0] = (byte)'"';
        for (var i = 0; i < text.Length; i++)
        {
            span[i + 1] = (byte)text[i];
        }

        span[text.Length + 1] = (byte)'"';
        output.Advance(text.Length + 2);
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or '"' or '\\')
            {
                return false;
            }
        }

        return true;
    }
}
