using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

public sealed partial class RunActor
{
    private ILogger<RunActor> Log => _services.RunLog;

    private void LogModelCalled(RunId run, ModelRef model) => LogModelCalled(Log, run, model);

    private void LogModelFailed(RunId run, ModelRef model, ModelErrorKind kind, string reason) => LogModelFailed(Log, run, model, kind, reason);

    private void LogModelRetried(RunId run, ModelRef model, int retry, TimeSpan delay) => LogModelRetried(Log, run, model, retry, delay.TotalMilliseconds);

    private void LogToolReturned(RunId run, string tool, bool isError) => LogToolReturned(Log, run, tool, isError);

    private void LogEnded(RunId run, string outcome, int chars) => LogEnded(Log, run, outcome, chars);

    [LoggerMessage(3001, LogLevel.Debug, "Run {runId} calls model {model}")]
    private static partial void LogModelCalled(ILogger log, RunId runId, ModelRef model);

    [LoggerMessage(3002, LogLevel.Warning, "Run {runId}: model {model} failed ({kind}): {reason}")]
    private static partial void LogModelFailed(ILogger log, RunId runId, ModelRef model, ModelErrorKind kind, string reason);

    [LoggerMessage(3003, LogLevel.Information, "Run {runId} ended: {outcome}, {chars} characters")]
    private static partial void LogEnded(ILogger log, RunId runId, string outcome, int chars);

    [LoggerMessage(3004, LogLevel.Information, "Run {runId} calls model {model} again in {delayMs} ms, for the {retry}. time")]
    private static partial void LogModelRetried(ILogger log, RunId runId, ModelRef model, int retry, double delayMs);

    [LoggerMessage(3005, LogLevel.Debug, "Run {runId}: tool {tool} returned, error {isError}")]
    private static partial void LogToolReturned(ILogger log, RunId runId, string tool, bool isError);

    private void LogUnprepared(RunId run, string reason) => LogUnprepared(Log, run, reason);

    [LoggerMessage(3006, LogLevel.Warning, "Run {runId} goes without what its preparation would have given: {reason}")]
    private static partial void LogUnprepared(ILogger log, RunId runId, string reason);
}
