using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

public sealed partial class SessionActor
{
    private void LogRunRefused(RunId run, int waiting) => LogRunRefused(_services.SessionLog, _key, run, waiting);

    [LoggerMessage(3101, LogLevel.Warning, "Session {sessionKey} refuses run {runId}: {waiting} runs wait")]
    private static partial void LogRunRefused(ILogger log, SessionKey sessionKey, RunId runId, int waiting);
}
