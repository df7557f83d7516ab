using System.Text.Json;

namespace OpenClaw.TestSupport;

/// <summary>A request that a <see cref="ScriptedGateway"/> received.</summary>
public sealed record ScriptedCall(ScriptedConnection Connection, string Id, string Method, JsonElement Params)
{
    /// <summary>Answers; may be called twice for two-stage methods.</summary>
    public Task AnswerAsync(string payload) => Connection.SendAsync($$"""{"type":"res","id":"{{Id}}","ok":true,"payload":{{payload}}}""");

    /// <summary>Refuses.</summary>
    /// <param name="code">The protocol's error code.</param>
    /// <param name="message">The message.</param>
    /// <param name="details">JSON of the details; null for none.</param>
    /// <param name="more">More properties of the error as JSON text, such as <c>"retryable":true</c>; null for none.</param>
    public Task FailAsync(string code, string message, string? details = null, string? more = null)
    {
        var rest = (details is null ? "" : $",\"details\":{details}") + (more is null ? "" : $",{more}");
        return Connection.SendAsync($$$"""{"type":"res","id":"{{{Id}}}","ok":false,"error":{"code":"{{{code}}}","message":"{{{message}}}"{{{rest}}}}}""");
    }
}
