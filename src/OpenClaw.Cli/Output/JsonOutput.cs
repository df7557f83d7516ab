using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenClaw.Cli.Output;

/// <summary>JSON for scripts: one document, indented, text left readable.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value as the one document of a command; an absent value is null.</summary>
    public static void Write(TextWriter output, JsonElement value) =>
        Write(output, value, static (writer, element) => WriteValue(writer, element));

    /// <summary>Writes the document that <paramref name="write"/> builds.</summary>
    public static void Write<T>(TextWriter output, T state, Action<Utf8JsonWriter, T> write) => output.WriteLine(Encode(state, write, Indented));

    /// <summary>Writes one line of a stream of documents.</summary>
    public static void WriteLine<T>(TextWriter output, T state, Action<Utf8JsonWriter, T> write) => output.WriteLine(Encode(state, write, Compact));

    /// <summary>The document of a command that failed.</summary>
    public static void WriteFailure(TextWriter output, string code, string message) =>
        Write(output, (code, message), static (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", false);
            writer.WriteStartObject("error");
            writer.WriteString("code", failure.code);
            writer.WriteString("message", failure.message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    /// <summary>Builds request params.</summary>
    public static JsonElement Build<T>(T state, Action<Utf8JsonWriter, T> writeProperties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeProperties(writer, state);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes an element, or null for an undefined one.</summary>
    public static void WriteValue(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    /// <summary>Writes a property whose value is an array of strings.</summary>
    public static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private static string Encode<T>(T state, Action<Utf8JsonWriter, T> write, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
            write(writer, state);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
