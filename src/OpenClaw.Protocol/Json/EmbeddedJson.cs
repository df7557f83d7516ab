using System.Text;
using System.Text.Json;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Protocol.Json;

/// <summary>JSON that came as text: what a model, a node or a file wrote.</summary>
/// <remarks>
/// A frame is mended as a whole when it is read (<see cref="FrameReader"/>); what stands inside its strings is not. A lone surrogate escape there
/// (<c>"\ud83d"</c>, half of an emoji) is JSON that parses, and an exception as soon as somebody decodes it or writes it on.
/// </remarks>
public static class EmbeddedJson
{
    /// <summary>Reads it: every string in it can be decoded and written again. Null when it is no JSON, or nested deeper than 64 levels.</summary>
    public static JsonDocument? TryParse(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        SurrogateEscapes.Repair(utf8);
        try
        {
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same text, with each lone surrogate escape replaced by U+FFFD.</summary>
    public static string Mend(string text)
    {
        if (!text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var utf8 = Encoding.UTF8.GetBytes(text);
        return SurrogateEscapes.Repair(utf8) == 0 ? text : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Writes it as the value that it is; what is no JSON is written as a string.</summary>
    public static void Write(Utf8JsonWriter writer, string text)
    {
        using var document = TryParse(text);
        if (document is null)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            document.RootElement.WriteTo(writer);
        }
    }
}
