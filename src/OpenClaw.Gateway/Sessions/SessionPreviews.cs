using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Encodes <c>sessions.preview</c>.</summary>
internal static class SessionPreviews
{
    /// <summary>The answer.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="find">The row of a key as the client wrote it; null when there is none.</param>
    /// <param name="now">The time to tell.</param>
    public static ReadOnlyMemory<byte> Encode(SessionsProtocol.Preview wanted, Func<string, SessionPreviewRow?> find, DateTimeOffset now) => Payload.Encode(
        new SessionsPreviewResult
        {
            Ts = now.ToUnixTimeMilliseconds(),
            Previews = [.. wanted.Keys.Select(text => Of(text, find(text), wanted))],
        },
        ProtocolJson.Default.SessionsPreviewResult);

    private static SessionPreview Of(string text, SessionPreviewRow? row, SessionsProtocol.Preview wanted) => new()
    {
        Key = text,
        Status = row is null ? "missing" : row.Lines.IsEmpty ? "empty" : "ok",
        Items = row is null
            ? []
            : [.. row.Lines.TakeLast(wanted.Limit).Select(line => new PreviewItem { Role = line.Role, Text = ShortText.Of(line.Text, wanted.MaxChars) })],
    };
}
