using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Protocol.Json;

/// <summary>Turns the types of the protocol into JSON and back.</summary>
public static class Payload
{
    // Text goes out as UTF-8, not as \u escapes: frames never go into HTML, and Chinese would take twice the bytes.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Encodes a value once; the result can be shared by every frame that carries it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Its contract, as <c>ProtocolJson.Default.HelloOk</c>.</param>
    public static ReadOnlyMemory<byte> Encode<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, value, type);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes a value into a buffer.</summary>
    public static void Write<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> type)
    {
        using var writer = new Utf8JsonWriter(output, s_options);
        JsonSerializer.Serialize(writer, value, type);
    }

    /// <summary>Decodes params that conform to their schema; params that are absent or null count as <c>{}</c>.</summary>
    public static T DecodeParams<T>(ReadOnlySpan<byte> utf8Json, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(utf8Json.IsEmpty || utf8Json.SequenceEqual("null"u8) ? "{}"u8 : utf8Json, type)!;
}
