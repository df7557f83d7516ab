using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletionsDoor(DoorServices services) : OpenAiDoor(services)
{
    /// <inheritdoc/>
    protected override string SessionKind => "openai";

    /// <inheritdoc/>
    protected override OpenAiEndpointBlock SettingsOf(GatewayHttpBlock http) => http.ChatCompletions;

    /// <inheritdoc/>
    protected override bool TryRead(
        JsonElement body, OpenAiEndpointBlock limits, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error) =>
        OpenAiRequest.TryReadChat(body, limits, out request, out error);

    /// <inheritdoc/>
    protected override IAnswerFormat Format(OpenAiRequest request, SessionChoice choice, RunId run, DateTimeOffset createdAt) =>
        new ChatCompletionFormat(request, createdAt);
}
