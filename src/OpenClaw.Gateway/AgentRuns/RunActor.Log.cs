using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

public sealed partial class RunActor
{
    private ILogger<RunActor> Log => _services.RunLog;

    private void LogModelCalled(RunId run, ModelRef model) => LogModelCalled(Log, run, model);

    private void LogModelFailed(RunId run, ModelRef model, ModelErrorKind kind, string reason) => LogModelFailed(Log, run, model, kind, reason);

    private void LogEnded(RunId run, string outcome, int chars) => LogEnded(Log, run, outcome, chars);

    [LoggerMessage(3001, LogLevel.Debug, "Run {runId} calls model {model}")]
    private static partial void LogModelCalled(ILogger log, RunId runId, ModelRef model);

    [LoggerMessage(3002, LogLevel.Warning, "Run {runId}: model {model} failed ({kind}): {reason}")]
    private static partial void LogModelFailed(ILogger log, RunId runId, ModelRef model, ModelErrorKind kind, string reason);

    [LoggerMessage(3003, LogLevel.Information, "Run {runId} ended: {outcome}, {chars} characters")]
    private static partial void LogEnded(ILogger log, RunId runId, string outcome, int chars);
}
