using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Gateway.Approvals;

// Never the command itself: it may hold a secret.
public sealed partial class ApprovalsActor
{
    [LoggerMessage(EventId = 8600, Level = LogLevel.Information, Message = "Approval {approvalId} is asked for by agent {agentId} on {host}.")]
    private partial void LogRequested(string approvalId, string? agentId, string? host);

    [LoggerMessage(EventId = 8601, Level = LogLevel.Information, Message = "Approval {approvalId}: {decision}, by {by}.")]
    private partial void LogResolved(string approvalId, ApprovalDecision decision, string? by);

    [LoggerMessage(EventId = 8602, Level = LogLevel.Information, Message = "{count} commands went on the list of agent {agentId}.")]
    private partial void LogExtended(string agentId, int count);

    [LoggerMessage(EventId = 8603, Level = LogLevel.Information, Message = "The exec approvals were replaced.")]
    private partial void LogReplaced();

    [LoggerMessage(EventId = 8604, Level = LogLevel.Warning, Message = "Approval {approvalId} is not asked for: {reason}.")]
    private partial void LogRefused(string approvalId, string reason);

    [LoggerMessage(EventId = 8605, Level = LogLevel.Information, Message = "The exec approvals of {file} were taken over.")]
    private partial void LogTakenOver(string file);

    [LoggerMessage(EventId = 8606, Level = LogLevel.Warning, Message = "The exec approvals of {file} were not taken over: {reason}.")]
    private partial void LogNotTakenOver(string file, string reason);

    [LoggerMessage(EventId = 8607, Level = LogLevel.Error, Message = "The journal did not take {event} of the approvals; is the disk full?")]
    private partial void LogNotStored(Exception cause, string @event);
}
