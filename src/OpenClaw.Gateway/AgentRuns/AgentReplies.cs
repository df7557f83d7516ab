using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Agent;
using OpenClaw.Protocol.Methods.Chat;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Answers to <c>agent</c>, <c>agent.wait</c> and <c>chat.send</c>.</summary>
internal static class AgentReplies
{
    /// <summary>What was ended: the answer to <c>chat.abort</c>, <c>sessions.abort</c>, or to a word that stops.</summary>
    public static ReadOnlyMemory<byte> Aborted(SessionProtocol.AbortRuns command, ImmutableArray<RunId> runs) => command switch
    {
        { StopWordOf: { } word } => Payload.Encode(
            new ChatSendResult { RunId = word.Value, Status = "ok", Summary = runs.IsEmpty ? "nothing to stop" : $"stopped {runs.Length}" }, ProtocolJson.Default.ChatSendResult),
        { IsOfSession: true } => Payload.Encode(
            new SessionsAbortResult { Ok = true, AbortedRunId = runs.IsEmpty ? null : runs[^1].Value, Status = runs.IsEmpty ? "no-active-run" : "aborted" },
            ProtocolJson.Default.SessionsAbortResult),
        _ => Payload.Encode(
            new ChatAbortResult { Ok = true, Aborted = !runs.IsEmpty, RunIds = [.. runs.Select(static run => run.Value)] }, ProtocolJson.Default.ChatAbortResult),
    };

    /// <summary>A run was accepted: the first of two answers to <c>agent</c>, the only one to <c>chat.send</c>.</summary>
    public static void Accept(ReplyTo replyTo, RunOrigin origin, RunId run, SessionKey session, DateTimeOffset at)
    {
        if (origin == RunOrigin.Agent)
        {
            replyTo.Accept(Payload.Encode(
                new AgentResult
                {
                    RunId = run.Value,
                    SessionKey = session.Value,
                    AgentId = session.Agent.Value,
                    Status = "accepted",
                    AcceptedAt = at.ToUnixTimeMilliseconds(),
                },
                ProtocolJson.Default.AgentResult));
        }
        else
        {
            replyTo.SucceedAtOnce(ChatSend(run, "started"));
        }
    }

    /// <summary>The only answer to <c>chat.send</c>: <c>started</c>, or for a repeat <c>in_flight</c> or <c>ok</c>.</summary>
    public static ReadOnlyMemory<byte> ChatSend(RunId run, string status) =>
        Payload.Encode(new ChatSendResult { RunId = run.Value, Status = status }, ProtocolJson.Default.ChatSendResult);

    /// <summary>
    /// The second answer to <c>agent</c>. A run that took too long is an error answer, <c>AGENT_TIMEOUT</c>; every other end is an answer with a status,
    /// so that a caller also gets what was said before the failure.
    /// </summary>
    public static MethodReply.IMethodReply Final(string requestId, LedgerEntry entry)
    {
        var report = entry.Report!;
        if (report.Outcome is RunOutcome.TimedOut)
        {
            return new MethodReply.Failed(requestId, ProtocolError.AgentTimeout(report.Outcome.ErrorMessage!));
        }

        return new MethodReply.Completed(requestId, Payload.Encode(
            new AgentResult
            {
                RunId = entry.Run.Value,
                Status = report.Outcome.IsOk ? "ok" : "error",
                Summary = Summary(report.Outcome),
                Result = Result(entry, report),
            },
            ProtocolJson.Default.AgentResult));
    }

    /// <summary>The answer to <c>agent.wait</c> for a run that has ended.</summary>
    public static ReadOnlyMemory<byte> Waited(LedgerEntry entry)
    {
        var outcome = entry.Report!.Outcome;
        return Payload.Encode(
            new AgentWaitResult
            {
                RunId = entry.Run.Value,
                Status = outcome.IsOk ? "ok" : "error",
                StartedAt = entry.Report.StartedAt?.ToUnixTimeMilliseconds(),
                EndedAt = entry.EndedAt!.Value.ToUnixTimeMilliseconds(),
                Error = outcome.IsOk ? null : Summary(outcome),
                StopReason = StopReasonOf(outcome),
            },
            ProtocolJson.Default.AgentWaitResult);
    }

    /// <summary>The answer to <c>agent.wait</c> for a run that has not ended in time, or of which nothing is known.</summary>
    public static ReadOnlyMemory<byte> WaitTimedOut(RunId run, DateTimeOffset? startedAt = null) =>
        Payload.Encode(
            new AgentWaitResult { RunId = run.Value, Status = "timeout", StartedAt = startedAt?.ToUnixTimeMilliseconds() },
            ProtocolJson.Default.AgentWaitResult);

    private static RunResult Result(LedgerEntry entry, RunReport report)
    {
        var payloads = new List<RunPayload>(3);
        if (report.Text.Length > 0)
        {
            payloads.Add(new RunPayload { Text = report.Text });
        }

        if (!report.Pictures.IsEmpty)
        {
            payloads.Add(new RunPayload { MediaUrls = [.. report.Pictures.Select(DataUrl.Of)] });
        }

        if (report.Outcome.ErrorMessage is { } error)
        {
            payloads.Add(new RunPayload { Text = error, IsError = true });
        }

        return new RunResult
        {
            Payloads = payloads,
            Meta = new RunMeta
            {
                DurationMs = report.StartedAt is { } startedAt ? (long)Math.Round((entry.EndedAt!.Value - startedAt).TotalMilliseconds) : 0,
                Aborted = report.Outcome is RunOutcome.Aborted,
                StopReason = StopReasonOf(report.Outcome),
                Error = report.Outcome is RunOutcome.Failed failed ? new RunFailure(failed.Kind, failed.RetryAfter).ToJson() : null,
                PendingToolCalls = report.ClientCalls.IsEmpty ? null : [.. report.ClientCalls.Select(static call => new PendingToolCall { Id = call.Id, Name = call.Name, Arguments = call.ArgumentsJson })],
                AgentMeta = new RunAgentMeta
                {
                    SessionId = report.SessionId,
                    Provider = report.Model?.Provider,
                    Model = report.Model?.Model,
                    Usage = new Protocol.Types.Usage
                    {
                        Input = report.Usage.Input,
                        Output = report.Usage.Output,
                        CacheRead = report.Usage.CacheRead,
                        CacheWrite = report.Usage.CacheWrite,
                        Total = report.Usage.Total,
                    },
                },
            },
        };
    }

    private static string Summary(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed => "completed",
        RunOutcome.Aborted => "aborted",
        _ => outcome.ErrorMessage!,
    };

    private static string StopReasonOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed completed => TranscriptJson.Wire(completed.Reason),
        RunOutcome.Aborted aborted => aborted.Reason,
        RunOutcome.TimedOut => "timeout",
        _ => "error",
    };
}
