using System.Text.Json;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.OpenAi;

/// <summary>Reads the pictures of an answer. What cannot be read or kept becomes a line of the answer that says so: an answer does not fail because of its picture.</summary>
/// <remarks>
/// Services behind chat completions send them as they take them, <c>images: [{"type":"image_url","image_url":{"url":"data:image/png;base64,..."}}]</c>, which the package does not know;
/// responses have items of type <c>image_generation_call</c> with the base64 as <c>result</c>.
/// </remarks>
internal static class OpenAiPictures
{
    private const int MaxUrlChars = 2_000;

    /// <summary>The pictures of a member <c>images</c>.</summary>
    public static IEnumerable<ModelEvent> OfMember(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        }
        catch (JsonException)
        {
            return [Lost("that is not described as JSON")];
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(OfPart)] : [];
        }
    }

    /// <summary>The picture of one item of a response.</summary>
    public static ModelEvent OfBytes(ReadOnlyMemory<byte> data) => data.Length > PictureLimits.MaxBytes ? TooLarge() : Keep(data, null);

    private static ModelEvent OfPart(JsonElement part)
    {
        var holder = part.ValueKind == JsonValueKind.Object && part.TryGetProperty("image_url", out var named) ? named : default;
        var url = holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("url", out var inner) ? inner : holder;
        if (url.ValueKind != JsonValueKind.String || url.GetString() is not { Length: > 0 } text)
        {
            return Lost("without an address");
        }

        // Kept by the service, and not by the gateway, which fetches nothing that a model names.
        return DataUrl.Read(text, PictureLimits.MaxBytes, out var type, out var data) switch
        {
            DataUrlFault.NoDataUrl => text.Length <= MaxUrlChars && !text.Any(char.IsControl) ? new ModelEvent.TextDelta($"\n{text}\n") : Lost("whose address is too long"),
            DataUrlFault.NotBase64 => Lost("that is not in base64"),
            DataUrlFault.TooLarge => TooLarge(),
            DataUrlFault.None when !data.IsEmpty => Keep(data, type),
            _ => Lost("that is damaged"),
        };
    }

    private static ModelEvent Keep(ReadOnlyMemory<byte> data, string? said) =>
        TypeOf(data.Span, said) is { } type ? new ModelEvent.Picture(new MessageContent.Image(type, data)) : Lost("in a form that is no picture's");

    // What the bytes say counts: services call everything a PNG.
    private static string? TypeOf(ReadOnlySpan<byte> data, string? said) => data switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ when said is { Length: > 6 and <= 64 } && said.StartsWith("image/", StringComparison.Ordinal)
            && said[6..].All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-') => said,
        _ => null,
    };

    private static ModelEvent.TextDelta TooLarge() => Lost($"larger than {PictureLimits.MaxBytes} bytes");

    private static ModelEvent.TextDelta Lost(string what) => new($"\n[The model sent a picture {what}; it is not shown.]\n");
}
