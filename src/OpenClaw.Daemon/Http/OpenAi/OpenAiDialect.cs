using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>What tells OpenAI's two interfaces apart.</summary>
/// <param name="SessionKind">Part of the names of sessions that requests begin.</param>
/// <param name="SettingsOf">Switches and limits.</param>
/// <param name="TryRead">Reads a body.</param>
/// <param name="Format">How an answer is written, from its request, its session and the time.</param>
internal sealed record OpenAiDialect(
    string SessionKind,
    Func<GatewayHttpBlock, OpenAiEndpointBlock> SettingsOf,
    OpenAiDialect.BodyReader TryRead,
    Func<OpenAiRequest, SessionChoice, DateTimeOffset, IAnswerFormat> Format)
{
    /// <summary>Reads a body; false, and why, when it is no request.</summary>
    public delegate bool BodyReader(
        JsonElement body, OpenAiEndpointBlock limits, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error);

    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    public static OpenAiDialect ChatCompletions { get; } = new(
        "openai", static http => http.ChatCompletions, OpenAiRequest.TryReadChat, static (request, _, createdAt) => new ChatCompletionFormat(request, createdAt));

    /// <summary><c>POST /v1/responses</c>.</summary>
    public static OpenAiDialect Responses { get; } = new(
        "openresponses", static http => http.Responses, OpenAiRequest.TryReadResponse, static (request, choice, createdAt) => new ResponseFormat(request, choice.NewResponseId(), createdAt));
}
