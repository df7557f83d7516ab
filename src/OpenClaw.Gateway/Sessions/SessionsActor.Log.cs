using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

public sealed partial class SessionsActor
{
    private void LogSessionFailed(Exception failure) => LogSessionFailed(_services.SessionsLog, failure);

    private void LogResent(RunId run) => LogResent(_services.SessionsLog, run);

    private void LogIndexFailed(Exception reason) => LogIndexFailed(_services.SessionsLog, reason);

    private void LogLoaded(int sessions, int runs) => LogLoaded(_services.SessionsLog, sessions, runs);

    private void LogSessionDown(SessionKey key, int failures, double delayMs) => LogSessionDown(_services.SessionsLog, key, failures, delayMs);

    private void LogDraining(int sessions) => LogDraining(_services.SessionsLog, sessions);

    [LoggerMessage(3111, LogLevel.Error, "A session failed and was stopped; it is begun anew")]
    private static partial void LogSessionFailed(ILogger log, Exception failure);

    [LoggerMessage(3112, LogLevel.Debug, "Request for run {runId} was sent again and starts nothing")]
    private static partial void LogResent(ILogger log, RunId runId);

    [LoggerMessage(3113, LogLevel.Error, "The index of sessions cannot be read or written; trying again")]
    private static partial void LogIndexFailed(ILogger log, Exception reason);

    [LoggerMessage(3114, LogLevel.Information, "{sessions} sessions, {runs} runs to go on with")]
    private static partial void LogLoaded(ILogger log, int sessions, int runs);

    [LoggerMessage(3115, LogLevel.Warning, "Session {sessionKey} is down for the {failures}. time; begun anew in {delayMs} ms")]
    private static partial void LogSessionDown(ILogger log, SessionKey sessionKey, int failures, double delayMs);

    [LoggerMessage(3116, LogLevel.Information, "Stopping: {sessions} sessions put their runs aside")]
    private static partial void LogDraining(ILogger log, int sessions);
}
