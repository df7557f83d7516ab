using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>What one message of a request says.</summary>
/// <param name="Text">Its text, files included.</param>
/// <param name="Images">Its pictures.</param>
internal sealed record MessageParts(string Text, ImmutableArray<MessageContent.Image> Images);

/// <summary>Reads the <c>content</c> of a message: a string, or parts as chat completions and responses name them.</summary>
internal static class ContentParts
{
    /// <summary>Reads it, or says in words for the client what is wrong.</summary>
    public static bool TryRead(JsonElement content, OpenAiEndpointBlock limits, [NotNullWhen(true)] out MessageParts? parts, [NotNullWhen(false)] out string? error)
    {
        parts = null;
        error = null;
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                parts = new MessageParts(content.GetString()!, []);
                return true;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                parts = new MessageParts("", []);
                return true;
            case JsonValueKind.Array:
                break;
            default:
                error = "content must be a string or a list of parts";
                return false;
        }

        var texts = new List<string>();
        var images = ImmutableArray.CreateBuilder<MessageContent.Image>();
        foreach (var part in content.EnumerateArray())
        {
            switch (Text(part, "type"))
            {
                case "text" or "input_text" or "output_text":
                    texts.Add(Text(part, "text") ?? "");
                    break;
                case "refusal":
                    texts.Add(Text(part, "refusal") ?? "");
                    break;
                case "image_url" or "input_image":
                    if (!TryReadImage(part, limits, out var image, out error))
                    {
                        return false;
                    }

                    images.Add(image);
                    break;
                case "file" or "input_file":
                    if (!TryReadFile(part, limits, out var text, out error))
                    {
                        return false;
                    }

                    texts.Add(text);
                    break;
                case var type:
                    error = $"content part of type \"{Shorten(type)}\" is not supported";
                    return false;
            }
        }

        parts = new MessageParts(string.Join('\n', texts), images.ToImmutable());
        return true;
    }

    private static bool TryReadImage(JsonElement part, OpenAiEndpointBlock limits, [NotNullWhen(true)] out MessageContent.Image? image, [NotNullWhen(false)] out string? error)
    {
        image = null;
        var url = Text(part, "image_url") ?? (part.TryGetProperty("image_url", out var nested) ? Text(nested, "url") : null);
        if (!TryDecode(url, "image", limits.MaxImageBytes, out var type, out var data, out error))
        {
            return false;
        }

        if (!type.StartsWith("image/", StringComparison.Ordinal))
        {
            error = $"image_url holds {Shorten(type)}, which is no picture";
            return false;
        }

        image = new MessageContent.Image(type, data);
        return true;
    }

    private static bool TryReadFile(JsonElement part, OpenAiEndpointBlock limits, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        text = null;
        var file = part.TryGetProperty("file", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : part;
        var data = Text(file, "file_data");
        if (data is not null && !DataUrl.Is(data))
        {
            data = $"data:text/plain;base64,{data}";
        }

        if (!TryDecode(data, "file", limits.MaxFileBytes, out var type, out var bytes, out error))
        {
            return false;
        }

        if (!type.StartsWith("text/", StringComparison.Ordinal) && type is not ("application/json" or "application/xml" or "application/x-yaml"))
        {
            error = $"file of type {Shorten(type)} cannot be given to a model (text can)";
            return false;
        }

        var whole = Encoding.UTF8.GetString(bytes.Span);
        text = $"[{Shorten(Text(file, "filename") ?? "file")}]\n{(whole.Length <= limits.MaxFileChars ? whole : whole[..limits.MaxFileChars] + "\n...(truncated)...")}";
        return true;
    }

    private static bool TryDecode(string? url, string what, int maxBytes, out string type, out ReadOnlyMemory<byte> data, [NotNullWhen(false)] out string? error)
    {
        error = DataUrl.Read(url ?? "", maxBytes, out type, out data) switch
        {
            DataUrlFault.None => null,
            DataUrlFault.Damaged => $"{what} is no base64",
            DataUrlFault.TooLarge => $"{what} larger than {maxBytes} bytes",
            // What may be named by address is in the request by now (RemoteParts).
            _ => $"{what}s are taken as data URLs only (data:<type>;base64,...)",
        };
        return error is null;
    }

    /// <summary>A member that is a string; null otherwise.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Foreign text, fit for an error.</summary>
    public static string Shorten(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "...";
}
