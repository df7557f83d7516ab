using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Http;

/// <summary>Mends what compatible servers get wrong in a line of an event stream, and what the packages would give up the whole answer for.</summary>
/// <remarks>
/// Seen in the field: characters that are torn apart between two tokens (bytes that are no UTF-8, halves of surrogate pairs), reasons for an end that OpenAI does not know
/// (<c>eos</c>, <c>abort</c>), errors in the middle of a stream, in place of a chunk or inside one, and pictures that are no base64.
/// </remarks>
internal static class EventLine
{
    private static ReadOnlySpan<byte> FinishKey => "\"finish_reason\""u8;

    /// <summary>Whether a piece of a stream holds anything to look at more closely. Most do not.</summary>
    public static bool IsSuspicious(ReadOnlySpan<byte> lines, bool isCompletions) =>
        !Utf8.IsValid(lines) || lines.IndexOf("\\ud"u8) >= 0 || lines.IndexOf("\\uD"u8) >= 0
        || (!isCompletions && PictureLine.IsSuspicious(lines))
        || (isCompletions && (lines.IndexOf("\"error\""u8) >= 0 || lines.IndexOf("\"finish_reason\":\""u8) >= 0 || lines.IndexOf("\"finish_reason\": \""u8) >= 0));

    /// <summary>The line as the packages can read it.</summary>
    /// <param name="provider">The provider's id, for messages.</param>
    /// <param name="line">One line with its end.</param>
    /// <param name="isCompletions">Whether it is in the dialect of chat completions.</param>
    /// <param name="secret">The key, which no message may show.</param>
    /// <exception cref="ModelException">The line says that the provider failed.</exception>
    public static ReadOnlyMemory<byte> Mend(string provider, ReadOnlyMemory<byte> line, bool isCompletions, string? secret)
    {
        if (!line.Span.StartsWith("data:"u8))
        {
            return Utf8.IsValid(line.Span) ? line : Reencode(line.Span);
        }

        var mended = Utf8.IsValid(line.Span) ? line.ToArray() : Reencode(line.Span);
        MendSurrogates(mended);
        if (!isCompletions)
        {
            return PictureLine.IsSuspicious(mended) ? PictureLine.Mend(mended) : mended;
        }

        ThrowIfError(provider, mended, secret);
        return MendFinish(mended);
    }

    private static byte[] Reencode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));

    /// <summary>Half of a pair becomes the replacement character, which takes as many bytes.</summary>
    private static void MendSurrogates(Span<byte> json)
    {
        for (var i = 0; i + 5 < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                continue;
            }

            if (json[i + 1] != 'u' || Unit(json[i..]) is not { } unit)
            {
                i++;
                continue;
            }

            if (char.IsHighSurrogate(unit) && json.Length > i + 11 && json[i + 6] == '\\' && json[i + 7] == 'u' && Unit(json[(i + 6)..]) is { } next && char.IsLowSurrogate(next))
            {
                i += 11;
                continue;
            }

            if (char.IsSurrogate(unit))
            {
                "\\ufffd"u8.CopyTo(json[i..]);
            }

            i += 5;
        }
    }

    private static char? Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;

    private static void ThrowIfError(string provider, ReadOnlyMemory<byte> line, string? secret)
    {
        if (line.Span.IndexOf("\"error\""u8) < 0)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(line["data:".Length..], new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            {
                var isOurs = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
                    && type.GetString() == "invalid_request_error";
                var said = error.ValueKind == JsonValueKind.String ? error.GetString()
                    : error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
                throw new ModelException(
                    isOurs ? ModelErrorKind.InvalidRequest : ModelErrorKind.Unavailable,
                    $"{provider}: failed while answering. It says: {ProviderErrorText.Clean(said, secret) ?? "nothing more"}");
            }
        }
        catch (JsonException)
        {
            // The package says what is wrong with it.
        }
    }

    private static ReadOnlyMemory<byte> MendFinish(byte[] line)
    {
        var key = line.AsSpan().IndexOf(FinishKey);
        if (key < 0)
        {
            return line;
        }

        var start = key + FinishKey.Length;
        while (start < line.Length && line[start] is (byte)' ' or (byte)':')
        {
            start++;
        }

        if (start >= line.Length || line[start] != '"' || line.AsSpan(start + 1).IndexOf((byte)'"') is not (>= 0 and var length))
        {
            return line;
        }

        var said = Encoding.UTF8.GetString(line, start + 1, length);
        var known = said switch
        {
            "stop" or "length" or "content_filter" or "tool_calls" or "function_call" => said,
            "max_tokens" or "max_length" => "length",
            _ => "stop",
        };
        return known == said ? line : (byte[])[.. line.AsSpan(0, start + 1), .. Encoding.UTF8.GetBytes(known), .. line.AsSpan(start + 1 + length)];
    }
}
