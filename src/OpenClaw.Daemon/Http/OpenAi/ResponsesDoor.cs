using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Http.Doors;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary><c>POST /v1/responses</c>.</summary>
internal sealed class ResponsesDoor(DoorServices services) : OpenAiDoor(services)
{
    /// <inheritdoc/>
    protected override string SessionKind => "openresponses";

    /// <inheritdoc/>
    protected override OpenAiEndpointBlock SettingsOf(GatewayHttpBlock http) => http.Responses;

    /// <inheritdoc/>
    protected override bool TryRead(
        JsonElement body, OpenAiEndpointBlock limits, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error) =>
        OpenAiRequest.TryReadResponse(body, limits, out request, out error);

    /// <inheritdoc/>
    protected override IAnswerFormat Format(OpenAiRequest request, SessionChoice choice, RunId run, DateTimeOffset createdAt) =>
        new ResponseFormat(request, choice.NewResponseId(), createdAt);
}
