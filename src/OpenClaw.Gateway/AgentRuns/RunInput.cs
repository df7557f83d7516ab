using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Reads what a user says and attaches.</summary>
internal static class RunInput
{
    /// <summary>Largest attachment, decoded.</summary>
    public const int MaxAttachmentBytes = PictureLimits.MaxBytes;

    /// <summary>Attachments of one message at most.</summary>
    public const int MaxAttachments = PictureLimits.MaxCount;

    /// <summary>Text and pictures, or what is wrong in words for the client.</summary>
    public static bool TryRead(
        string text, IReadOnlyList<Attachment> attachments, out ImmutableArray<MessageContent> input, [NotNullWhen(false)] out string? error)
    {
        input = [];
        if (attachments.Count > MaxAttachments)
        {
            error = $"more than {MaxAttachments} attachments";
            return false;
        }

        var parts = ImmutableArray.CreateBuilder<MessageContent>(attachments.Count + 1);
        if (text.Length > 0 || attachments.Count == 0)
        {
            parts.Add(new MessageContent.Text(text));
        }

        for (var i = 0; i < attachments.Count; i++)
        {
            if (!TryRead(attachments[i], out var part, out var problem))
            {
                error = $"attachment {attachments[i].FileName ?? $"#{i + 1}"}: {problem}";
                return false;
            }

            parts.Add(part);
        }

        input = parts.DrainToImmutable();
        error = null;
        return true;
    }

    private static bool TryRead(Attachment attachment, [NotNullWhen(true)] out MessageContent? part, [NotNullWhen(false)] out string? error)
    {
        part = null;
        var (content, mimeType) = Find(attachment);
        if (content is null)
        {
            error = "has no base64 content";
            return false;
        }

        // Browsers send data URLs; what the attachment says of its type counts more than what they say.
        var named = "";
        var fault = DataUrl.Is(content)
            ? DataUrl.Read(content, MaxAttachmentBytes, out named, out var data)
            : DataUrl.Decode(content, MaxAttachmentBytes, out data);
        if (fault != DataUrlFault.None)
        {
            error = fault == DataUrlFault.TooLarge ? $"larger than {MaxAttachmentBytes} bytes" : "content is no base64";
            return false;
        }

        mimeType ??= named.Length > 0 ? named : null;
        if (mimeType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
        {
            part = new MessageContent.Image(mimeType.ToLowerInvariant(), data);
        }
        else if (mimeType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true || mimeType is "application/json")
        {
            part = new MessageContent.Text($"[{attachment.FileName ?? "attachment"}]\n{Encoding.UTF8.GetString(data.Span)}");
        }
        else
        {
            error = $"type {mimeType ?? "unknown"} cannot be given to a model (images and text can)";
            return false;
        }

        error = null;
        return true;
    }

    private static (string? Content, string? MimeType) Find(Attachment attachment)
    {
        var mimeType = attachment.MimeType;
        string? content = null;
        if (attachment.Content is { ValueKind: JsonValueKind.String } text)
        {
            content = text.GetString();
        }
        else if (attachment.Source is { ValueKind: JsonValueKind.Object } source)
        {
            content = Text(source, "data");
            mimeType ??= Text(source, "media_type") ?? Text(source, "mimeType");
        }

        return (content, mimeType);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
