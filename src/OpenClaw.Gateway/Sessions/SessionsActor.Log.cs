using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Sessions;

public sealed partial class SessionsActor
{
    private void LogSessionFailed(Exception failure) => LogSessionFailed(_services.SessionsLog, failure);

    private void LogResent(RunId run) => LogResent(_services.SessionsLog, run);

    [LoggerMessage(3111, LogLevel.Error, "A session failed and was stopped; its next message begins it anew")]
    private static partial void LogSessionFailed(ILogger log, Exception failure);

    [LoggerMessage(3112, LogLevel.Debug, "Request for run {runId} was sent again and starts nothing")]
    private static partial void LogResent(ILogger log, RunId runId);
}
