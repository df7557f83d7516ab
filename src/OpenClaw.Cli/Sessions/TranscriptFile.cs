using System.Globalization;
using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Protocol.Json;

namespace OpenClaw.Cli.Sessions;

/// <summary>Reads a transcript file line by line, however large it is.</summary>
/// <remarks>Foreign bytes: a line that is no JSON, and one longer than a frame may be, is counted and left out.</remarks>
internal sealed class TranscriptFile(string path)
{
    // What a gateway takes in one frame, with room for the rest of the request.
    private const int MaxLineChars = 4_000_000;

    /// <summary>When the conversation began, from the file's first line; null until that was read, or when it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Lines that could not be read.</summary>
    public int Skipped { get; private set; }

    /// <summary>The messages, oldest first, and the summaries that were made among them. A message without an id of its own gets its line's number, so that a second reading names it the same.</summary>
    public IEnumerable<JsonElement> ReadMessages()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            if (Parse(line) is not { } parsed)
            {
                Skipped++;
            }
            else if (parsed.String("type") == "session")
            {
                CreatedAt = DateTimeOffset.TryParse(parsed.String("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
            }
            else if (parsed.Property("message").ValueKind == JsonValueKind.Object || parsed.String("type") == "compaction")
            {
                yield return parsed.String("id") is { Length: > 0 } ? parsed : WithId(parsed, $"line-{number.ToString(CultureInfo.InvariantCulture)}");
            }
        }
    }

    private static JsonElement? Parse(string line)
    {
        if (line.Length > MaxLineChars)
        {
            return null;
        }

        using var document = EmbeddedJson.TryParse(line);
        return document is { RootElement: { ValueKind: JsonValueKind.Object } read } ? read.Clone() : null;
    }

    private static JsonElement WithId(JsonElement line, string id) => Output.JsonOutput.Build((line, id), static (writer, named) =>
    {
        writer.WriteString("id", named.id);
        foreach (var member in named.line.EnumerateObject().Where(static member => member.Name != "id"))
        {
            member.WriteTo(writer);
        }
    });
}
