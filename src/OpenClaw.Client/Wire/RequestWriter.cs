using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>Writes request frames.</summary>
internal static class RequestWriter
{
    /// <summary>Text goes out as it is; nothing here is ever pasted into HTML.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A request whose params are an element; an undefined element leaves params out.</summary>
    public static ReadOnlyMemory<byte> Write(string id, string method, JsonElement parameters) =>
        Write(id, method, parameters, static (writer, value) =>
        {
            if (value.ValueKind == JsonValueKind.Undefined)
                return;
            writer.WritePropertyName("params"u8);
            value.WriteTo(writer);
        });

    /// <summary>A request whose <c>params</c> property <paramref name="writeParams"/> writes, if any.</summary>
    public static ReadOnlyMemory<byte> Write<T>(string id, string method, T state, Action<Utf8JsonWriter, T> writeParams)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "req"u8);
            writer.WriteString("id"u8, id);
            writer.WriteString("method"u8, method);
            writeParams(writer, state);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
