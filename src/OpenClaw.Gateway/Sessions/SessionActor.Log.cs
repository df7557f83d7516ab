using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Sessions;

public sealed partial class SessionActor
{
    private void LogRunRefused(RunId run, int waiting) => LogRunRefused(_services.SessionLog, _key, run, waiting);

    private void LogRunResumed(RunId run, int life) => LogRunResumed(_services.SessionLog, _key, run, life);

    private void LogRunPoisoned(RunId run, int resumes) => LogRunPoisoned(_services.SessionLog, _key, run, resumes);

    private void LogRunPauses(RunId run, int resumes, double seconds) => LogRunPauses(_services.SessionLog, _key, run, resumes, seconds);

    private void LogNotStored(Exception cause, object happened) =>
        LogNotStored(_services.SessionLog, _key, (happened is IndexedEvent indexed ? indexed.Event : happened).GetType().Name, cause.Message);

    private void LogNotRecovered(Exception cause) => LogNotRecovered(_services.SessionLog, cause, _key);

    private void LogGrownOld() => LogGrownOld(_services.SessionLog, _key);

    private void LogCompacted(int messages, int chars) => LogCompacted(_services.SessionLog, _key, messages, chars);

    private void LogNotCompacted(string reason) => LogNotCompacted(_services.SessionLog, _key, reason);

    [LoggerMessage(3106, LogLevel.Information, "Session {sessionKey} had grown old and begins anew")]
    private static partial void LogGrownOld(ILogger log, SessionKey sessionKey);

    [LoggerMessage(3107, LogLevel.Information, "Session {sessionKey} is compacted: a summary of {chars} characters stands for {messages} messages")]
    private static partial void LogCompacted(ILogger log, SessionKey sessionKey, int messages, int chars);

    [LoggerMessage(3108, LogLevel.Warning, "Session {sessionKey} could not be compacted: {reason}")]
    private static partial void LogNotCompacted(ILogger log, SessionKey sessionKey, string reason);

    [LoggerMessage(3101, LogLevel.Warning, "Session {sessionKey} refuses run {runId}: {waiting} runs wait")]
    private static partial void LogRunRefused(ILogger log, SessionKey sessionKey, RunId runId, int waiting);

    [LoggerMessage(3102, LogLevel.Information, "Session {sessionKey} goes on with run {runId}, which a stop cut off; resumption {life}")]
    private static partial void LogRunResumed(ILogger log, SessionKey sessionKey, RunId runId, int life);

    [LoggerMessage(3103, LogLevel.Error, "Session {sessionKey} gives up run {runId}: it was resumed {resumes} times and got nowhere")]
    private static partial void LogRunPoisoned(ILogger log, SessionKey sessionKey, RunId runId, int resumes);

    [LoggerMessage(3109, LogLevel.Warning, "Session {sessionKey} goes on with run {runId} in {seconds} s: a stop of the gateway has cut it off {resumes} times since it last got anywhere")]
    private static partial void LogRunPauses(ILogger log, SessionKey sessionKey, RunId runId, int resumes, double seconds);

    [LoggerMessage(3104, LogLevel.Error, "Session {sessionKey} cannot write {happened}: {reason}")]
    private static partial void LogNotStored(ILogger log, SessionKey sessionKey, string happened, string reason);

    [LoggerMessage(3105, LogLevel.Error, "Session {sessionKey} cannot be read back")]
    private static partial void LogNotRecovered(ILogger log, Exception cause, SessionKey sessionKey);
}
