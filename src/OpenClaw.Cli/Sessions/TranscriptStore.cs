using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Client;
using OpenClaw.Protocol.Frames;

namespace OpenClaw.Cli.Sessions;

/// <summary>One conversation as the original keeps it: an entry of <c>sessions.json</c>, and a transcript file of JSON lines beside it.</summary>
/// <param name="Agent">The agent whose folder it lies in; null when the folder does not say.</param>
/// <param name="Key">Its session key.</param>
/// <param name="Entry">Its entry.</param>
/// <param name="Transcript">The transcript's file; it may be missing.</param>
internal sealed record StoredConversation(string? Agent, string Key, JsonElement Entry, string Transcript);

/// <summary>Finds the conversations that the original left in a folder.</summary>
internal static class TranscriptStore
{
    private const string IndexName = "sessions.json";

    /// <summary>The conversations below a path: a <c>sessions.json</c>, a folder that has one, a folder of agents, or a whole state directory.</summary>
    /// <exception cref="CliException">There are none, or an index cannot be read.</exception>
    public static IReadOnlyList<StoredConversation> Find(string path)
    {
        var indexes = Indexes(Path.GetFullPath(path)).ToList();
        return indexes.Count == 0
            ? throw new CliException($"no {IndexName} in {path}: name a state directory (~/.openclaw), a folder of sessions or the file itself", "NOT_FOUND")
            : [.. indexes.SelectMany(Read)];
    }

    private static IEnumerable<string> Indexes(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (File.Exists(Path.Combine(path, IndexName)))
        {
            return [Path.Combine(path, IndexName)];
        }

        var agents = Directory.Exists(Path.Combine(path, "agents")) ? Path.Combine(path, "agents") : path;
        return Directory.Exists(agents)
            ? Directory.EnumerateDirectories(agents).Order(StringComparer.Ordinal).Select(static agent => Path.Combine(agent, "sessions", IndexName)).Where(File.Exists)
            : [];
    }

    private static IEnumerable<StoredConversation> Read(string index)
    {
        var folder = Path.GetDirectoryName(index)!;
        var agent = Path.GetFileName(folder) == "sessions" && Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder))) == "agents" ? Path.GetFileName(Path.GetDirectoryName(folder)) : null;
        JsonElement entries;
        try
        {
            var utf8 = File.ReadAllBytes(index);
            SurrogateEscapes.Repair(utf8);
            using var document = JsonDocument.Parse(utf8);
            entries = document.RootElement.Clone();
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{index} cannot be read: {failure.Message}", "UNREADABLE", cause: failure);
        }

        if (entries.ValueKind != JsonValueKind.Object)
        {
            throw new CliException($"{index} is no index of sessions", "UNREADABLE");
        }

        foreach (var entry in entries.EnumerateObject())
        {
            if (entry.Value.String("sessionId") is { Length: > 0 } id)
            {
                yield return new StoredConversation(agent, entry.Name, entry.Value, TranscriptOf(folder, entry.Value, id));
            }
        }
    }

    // The file that the entry names may have moved along with the folder.
    private static string TranscriptOf(string folder, JsonElement entry, string id)
    {
        var named = entry.String("sessionFile");
        return named is null ? Path.Combine(folder, $"{Path.GetFileName(id)}.jsonl")
            : File.Exists(named) ? named
            : Path.Combine(folder, Path.GetFileName(named));
    }
}
