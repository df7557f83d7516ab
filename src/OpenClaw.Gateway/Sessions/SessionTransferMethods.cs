using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary><c>sessions.import</c> and <c>sessions.export</c>: whole conversations, from elsewhere and to there.</summary>
/// <param name="sessions">The <see cref="SessionsActor"/>.</param>
/// <param name="agents">The configured agents.</param>
/// <param name="time">The clock.</param>
public sealed class SessionTransferMethods(IActorRef sessions, AgentDirectory agents, TimeProvider time) : IMethodModule
{
    private const long LastMs = 253_402_300_799_999;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.SessionsImport, OnImport);
        methods.Add(MethodNames.SessionsExport, OnExport);
    }

    private void OnImport(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsImportParams);
        if (!agents.TryResolve(request.Key, request.AgentId, out var key, out var error))
        {
            call.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        var messages = ImmutableArray.CreateBuilder<TranscriptMessage>(request.Messages.Count);
        ImportedSummary? summary = null;
        var summaries = 0;
        foreach (var line in request.Messages)
        {
            if (TranscriptReader.TryRead(line, out var message))
            {
                messages.Add(message);
            }
            else if (TranscriptReader.TryReadSummary(line, messages.Count, out var read))
            {
                summary = read;
                summaries++;
            }
        }

        var settings = new SessionSettings
        {
            Label = request.Label,
            Model = request.Model,
            ThinkingLevel = request.ThinkingLevel,
            VerboseLevel = request.VerboseLevel,
            ReasoningLevel = request.ReasoningLevel,
            SendPolicy = request.SendPolicy,
        };
        var lastActivity = TimeOf(request.UpdatedAt) ?? (messages.Count > 0 ? messages[^1].Timestamp : time.GetUtcNow());
        var createdAt = TimeOf(request.CreatedAt) ?? (messages.Count > 0 ? messages[0].Timestamp : lastActivity);
        var skipped = request.Messages.Count - messages.Count - summaries;
        var conversation = new SessionImport(request.SessionId, createdAt, lastActivity, settings, messages.DrainToImmutable()) { Summary = summary };
        sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.Import(conversation, skipped, call.ReplyTo)));
    }

    private void OnExport(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsExportParams);
        if (!agents.TryResolve(request.Key, request.AgentId, out var key, out var error))
        {
            call.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        var limit = (int)Math.Min(request.Limit ?? TranscriptExport.MaxLimit, TranscriptExport.MaxLimit);
        var offset = (int)Math.Min(request.Offset ?? 0, int.MaxValue);
        sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.Export(offset, limit, call.ReplyTo)));
    }

    private static DateTimeOffset? TimeOf(long? ms) => ms is { } some ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(some, LastMs)) : null;
}
