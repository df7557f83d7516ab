using Microsoft.AspNetCore.Http;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.RunCalls;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>How a run that failed is told to clients of OpenAI's interfaces.</summary>
/// <param name="Status">The HTTP status, when none was sent before.</param>
/// <param name="Type">The error's <c>type</c>.</param>
/// <param name="Code">The error's <c>code</c>, also of a response that failed in its stream.</param>
internal sealed record RunFailureStatus(int Status, string Type, string Code)
{
    /// <summary>The one table. What a model service holds against the gateway is never 400 or 401: the client's own request and key are good.</summary>
    public static RunFailureStatus Of(RunEnd end) => end.Failure?.Kind switch
    {
        ModelErrorKind.RateLimited => new(StatusCodes.Status429TooManyRequests, "rate_limit_error", "rate_limit_exceeded"),
        ModelErrorKind.Unavailable => new(StatusCodes.Status503ServiceUnavailable, "api_error", "model_unavailable"),
        ModelErrorKind.Timeout => new(StatusCodes.Status504GatewayTimeout, "timeout_error", "model_timeout"),
        ModelErrorKind.InvalidRequest => new(StatusCodes.Status502BadGateway, "api_error", "model_refused_request"),
        ModelErrorKind.Auth => new(StatusCodes.Status502BadGateway, "api_error", "model_refused_key"),
        ModelErrorKind.InvalidResponse => new(StatusCodes.Status502BadGateway, "api_error", "model_answered_badly"),
        _ => new(StatusCodes.Status500InternalServerError, "api_error", "server_error"),
    };

    /// <summary>What ends a stream whose run was refused, or gave up in time-out.</summary>
    public static RunFailureStatus Refused { get; } = new(StatusCodes.Status503ServiceUnavailable, "api_error", "server_error");
}
