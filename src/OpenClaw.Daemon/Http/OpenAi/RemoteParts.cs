using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Tools.Web;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Fetches the pictures and files that a request names by their addresses and puts them into it as data URLs, which is all that is read afterwards.</summary>
internal static class RemoteParts
{
    /// <summary>Embeds what the configuration lets a request name.</summary>
    /// <param name="body">The request; left as it is when it names nothing.</param>
    /// <param name="settings">Switches and limits of the door.</param>
    /// <param name="download">Fetches, from public addresses.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The request with everything in it, or null for the same one; or what is wrong, in words for the client.</returns>
    public static async Task<(JsonDocument? Body, string? Problem)> EmbedAsync(
        JsonElement body, OpenAiEndpointBlock settings, PublicDownload download, CancellationToken cancel)
    {
        if ((!settings.AllowImageUrls && !settings.AllowFileUrls) || !MayName(body))
        {
            return (null, null);
        }

        try
        {
            return await EmbedAsync(JsonNode.Parse(body.GetRawText())!.AsObject(), settings, download, cancel);
        }
        catch (ArgumentException)
        {
            // Only a document that can be changed minds.
            return (null, "a member stands twice");
        }
    }

    private static bool MayName(JsonElement body)
    {
        var raw = JsonMarshal.GetRawUtf8Value(body);
        return raw.IndexOf("\"image_url\""u8) >= 0 || raw.IndexOf("\"file_url\""u8) >= 0;
    }

    private static async Task<(JsonDocument? Body, string? Problem)> EmbedAsync(
        JsonObject root, OpenAiEndpointBlock settings, PublicDownload download, CancellationToken cancel)
    {
        var found = 0;
        foreach (var list in new[] { "messages", "input" })
        {
            if (root[list] is not JsonArray messages)
            {
                continue;
            }

            for (var i = 0; i < messages.Count; i++)
            {
                if ((messages[i] as JsonObject)?["content"] is not JsonArray parts)
                {
                    continue;
                }

                foreach (var part in parts.OfType<JsonObject>())
                {
                    if (Named(part, settings) is not { } named)
                    {
                        continue;
                    }

                    if (++found > settings.MaxUrlParts)
                    {
                        return (null, $"more than {settings.MaxUrlParts} parts are named by address");
                    }

                    var (file, problem) = await download.GetAsync(named.Url, named.MaxBytes, cancel);
                    if (file is null)
                    {
                        return (null, $"{list}[{i}]: {named.What} cannot be fetched: {problem}");
                    }

                    named.Holder[named.Member] = DataUrl.Of(file.Type, file.Data.Span);
                }
            }
        }

        return (found == 0 ? null : JsonDocument.Parse(root.ToJsonString()), null);
    }

    private static RemotePart? Named(JsonObject part, OpenAiEndpointBlock settings)
    {
        switch (Text(part, "type"))
        {
            case "image_url" or "input_image" when settings.AllowImageUrls:
                var holder = part["image_url"] as JsonObject;
                return Address(holder, "url") is { } nested ? new RemotePart(holder!, "url", nested, "image", settings.MaxImageBytes)
                    : Address(part, "image_url") is { } flat ? new RemotePart(part, "image_url", flat, "image", settings.MaxImageBytes)
                    : null;
            case "input_file" when settings.AllowFileUrls && Address(part, "file_url") is { } url:
                return new RemotePart(part, "file_data", url, "file", settings.MaxFileBytes);
            default:
                return null;
        }
    }

    private static string? Address(JsonObject? holder, string member) =>
        holder is not null && Text(holder, member) is { } text && !DataUrl.Is(text) ? text : null;

    private static string? Text(JsonObject holder, string member) => holder[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private sealed record RemotePart(JsonObject Holder, string Member, string Url, string What, int MaxBytes);
}
