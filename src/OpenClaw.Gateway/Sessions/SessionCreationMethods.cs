using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Models;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary><c>sessions.create</c> and <c>sessions.compact</c>.</summary>
/// <param name="sessions">The <see cref="SessionsActor"/>.</param>
/// <param name="agents">The configured agents.</param>
/// <param name="models">The models that can be set.</param>
/// <param name="options">Limits.</param>
/// <param name="queue">What becomes of a message that comes during a run.</param>
public sealed class SessionCreationMethods(IActorRef sessions, AgentDirectory agents, IModelCatalog models, AgentRunOptions options, QueueMode queue) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.SessionsCreate, OnCreate);
        methods.Add(MethodNames.SessionsCompact, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsCompactParams);
            if (agents.TryResolve(request.Key, request.AgentId, out var key, out var error))
            {
                int? keep = request.MaxLines is { } lines ? (int)Math.Min(lines, int.MaxValue) : null;
                sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.Compact(keep, null, call.ReplyTo)));
            }
            else
            {
                call.Fail(ProtocolError.InvalidRequest(error));
            }
        });
    }

    private void OnCreate(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsCreateParams);
        if (Unserved(request) is { } what)
        {
            call.Fail(ProtocolError.InvalidRequest($"invalid sessions.create params: this gateway does not serve {what}"));
            return;
        }

        // A key of its own, in the shape that the original gives to sessions that an operator makes.
        if (!agents.TryResolve(request.Key, request.AgentId, out var key, out var error)
            || (request.Key is null && !agents.TryResolve($"agent:{key.Agent}:dashboard:{Guid.NewGuid()}", null, out key, out error)))
        {
            call.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        if (request.Model is { } model && !models.Knows(model))
        {
            call.Fail(ProtocolError.InvalidRequest($"model not allowed: {model}"));
            return;
        }

        FirstRun? first = null;
        if ((request.Message ?? request.Task) is { } text && (text.Length > 0 || request.Attachments is { Count: > 0 }))
        {
            if (!RunId.TryParse(request.IdempotencyKey ?? Guid.NewGuid().ToString(), out var run))
            {
                call.Fail(ProtocolError.InvalidRequest("invalid sessions.create params: idempotencyKey has control characters or more than 256 characters"));
                return;
            }

            if (!RunInput.TryRead(text, request.Attachments ?? [], out var input, out error))
            {
                call.Fail(ProtocolError.InvalidRequest($"invalid sessions.create params: {error}"));
                return;
            }

            first = new FirstRun(run, new RunSpec(input, RunOrigin.Chat, RunTimeouts.Of(null, agents, options)) { Queue = queue });
        }

        var changes = new SessionPatch(Set(request.Label ?? request.DisplayName), Set(request.Model), Set(request.ThinkingLevel), default, default, default);
        sessions.Tell(new SessionsProtocol.Create(key, changes, first, call.ReplyTo));
    }

    // Better a refusal than a session that is not what its maker takes it for.
    private static string? Unserved(SessionsCreateParams request) =>
        request.Fork == true || request.ForkFrom is not null ? "fork"
        : request.Worktree == true || request.WorktreeName is not null ? "worktree"
        : request.Incognito == true ? "incognito"
        : request.ExecNode is not null ? "execNode"
        : null;

    private static SettingChange Set(string? value) => string.IsNullOrWhiteSpace(value) ? default : new SettingChange(true, value.Trim());
}
