using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Models.Http;

/// <summary>Empties damaged pictures in a line of a stream of responses: the package throws while it reads them, and with it the whole answer would be lost.</summary>
internal static class PictureLine
{
    private const string Call = "image_generation_call";

    /// <summary>Whether a piece of a stream may hold a picture.</summary>
    public static bool IsSuspicious(ReadOnlySpan<byte> lines) => lines.IndexOf("image_generation_call"u8) >= 0;

    /// <summary>The line, in which every picture can be decoded; one that could not is empty.</summary>
    /// <param name="line">A line that begins with <c>data:</c>, with its end.</param>
    public static byte[] Mend(byte[] line)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(line.AsSpan("data:".Length), documentOptions: new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            // The package says what is wrong with it.
            return line;
        }

        if (root is not JsonObject update)
        {
            return line;
        }

        var emptied = Empty(update, "partial_image_b64") | EmptyResult(update["item"]);
        if (update["response"] is JsonObject response && response["output"] is JsonArray output)
        {
            foreach (var item in output)
            {
                emptied |= EmptyResult(item);
            }
        }

        return emptied ? Write(update) : line;
    }

    private static byte[] Write(JsonObject update)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        buffer.Write("data: "u8);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            update.WriteTo(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static bool EmptyResult(JsonNode? item) =>
        item is JsonObject call && call["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == Call && Empty(call, "result");

    private static bool Empty(JsonObject holder, string member)
    {
        if (holder[member] is not { } value || (value.GetValueKind() == JsonValueKind.String && Base64.IsValid(value.GetValue<string>())))
        {
            return false;
        }

        holder[member] = "";
        return true;
    }
}
