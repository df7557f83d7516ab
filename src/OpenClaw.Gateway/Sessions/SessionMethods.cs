using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Models;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

/// <summary>The <c>sessions.*</c> methods.</summary>
public sealed class SessionMethods : IMethodModule
{
    private const int MaxPreviewKeys = 64;
    private const int DefaultPreviewLimit = 12;

    private readonly IActorRef _sessions;
    private readonly AgentDirectory _agents;
    private readonly IModelCatalog _models;

    /// <summary>Creates the module.</summary>
    /// <param name="sessions">The <see cref="SessionsActor"/>.</param>
    /// <param name="agents">The configured agents.</param>
    /// <param name="models">The models that can be set.</param>
    public SessionMethods(IActorRef sessions, AgentDirectory agents, IModelCatalog models)
    {
        _sessions = sessions;
        _agents = agents;
        _models = models;
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.SessionsList, call =>
            _sessions.Tell(new SessionsProtocol.List(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsListParams), call.ReplyTo)));
        methods.Add(MethodNames.SessionsSubscribe, call => _sessions.Tell(new SessionsProtocol.WatchSessions(call.Caller, On: true, call.ReplyTo)));
        methods.Add(MethodNames.SessionsUnsubscribe, call => _sessions.Tell(new SessionsProtocol.WatchSessions(call.Caller, On: false, call.ReplyTo)));
        methods.Add(MethodNames.SessionsMessagesSubscribe, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsMessagesSubscribeParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.WatchMessages(call.Caller, key, On: true, call.ReplyTo));
        });
        methods.Add(MethodNames.SessionsMessagesUnsubscribe, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsMessagesUnsubscribeParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.WatchMessages(call.Caller, key, On: false, call.ReplyTo));
        });
        methods.Add(MethodNames.SessionsDescribe, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsDescribeParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.Describe(key, call.ReplyTo));
        });
        methods.Add(MethodNames.SessionsExplain, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsExplainParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.Explain(key, call.ReplyTo));
        });
        methods.Add(MethodNames.SessionsReset, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsResetParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.ToSession(key, new SessionProtocol.Reset(call.ReplyTo)));
        });
        methods.Add(MethodNames.SessionsDelete, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsDeleteParams);
            WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.ToSession(key, new SessionProtocol.Delete(call.ReplyTo)));
        });
        methods.Add(MethodNames.SessionsGet, OnGet);
        methods.Add(MethodNames.SessionsPreview, OnPreview);
        methods.Add(MethodNames.SessionsResolve, OnResolve);
        methods.Add(MethodNames.SessionsPatch, OnPatch);
    }

    private void OnGet(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsGetParams);
        WithKey(call, request.Key, request.AgentId, key =>
        {
            var query = new HistoryQuery(
                HistoryShape.Messages,
                (int)Math.Min(request.Limit ?? ChatHistory.DefaultLimit, ChatHistory.MaxLimit),
                request.Offset ?? 0,
                ChatHistory.MaxChars,
                ChatHistory.MaxBytes);
            return new SessionsProtocol.ToSession(key, new SessionProtocol.GetHistory(query, call.ReplyTo));
        });
    }

    private void OnPreview(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsPreviewParams);
        _sessions.Tell(new SessionsProtocol.Preview(
            [.. request.Keys.Take(MaxPreviewKeys)],
            (int)Math.Min(request.Limit ?? DefaultPreviewLimit, SessionPreviewRow.MaxLines),
            (int)Math.Min(request.MaxChars ?? SessionPreviewRow.LineChars, SessionPreviewRow.LineChars),
            call.ReplyTo));
    }

    private void OnResolve(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsResolveParams);
        SessionKey? key = null;
        if (request.Key is not null)
        {
            if (!_agents.TryResolve(request.Key, request.AgentId, out var one, out var error))
            {
                call.Fail(ProtocolError.InvalidRequest(error));
                return;
            }

            key = one;
        }
        else if (request.SessionId is null && request.Label is null)
        {
            call.Fail(ProtocolError.InvalidRequest("invalid sessions.resolve params: one of key, sessionId and label is required"));
            return;
        }

        _sessions.Tell(new SessionsProtocol.Resolve(key, request.SessionId, request.Label, request.AllowMissing == true, call.ReplyTo));
    }

    private void OnPatch(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsPatchParams);
        var model = Change(request.Model);
        if (model.Value is { } wanted && !_models.Knows(wanted))
        {
            call.Fail(ProtocolError.InvalidRequest($"model not allowed: {wanted}"));
            return;
        }

        var changes = new SessionPatch(
            Change(request.Label),
            model,
            Change(request.ThinkingLevel),
            Change(request.VerboseLevel),
            Change(request.ReasoningLevel),
            Change(request.SendPolicy));
        WithKey(call, request.Key, request.AgentId, key => new SessionsProtocol.ToSession(key, new SessionProtocol.Patch(changes, call.ReplyTo)));
    }

    private void WithKey(MethodCall call, string sessionKey, string? agentId, Func<SessionKey, object> message)
    {
        if (_agents.TryResolve(sessionKey, agentId, out var key, out var error))
        {
            _sessions.Tell(message(key));
        }
        else
        {
            call.Fail(ProtocolError.InvalidRequest(error));
        }
    }

    private static SettingChange Change(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => default,
        JsonValueKind.String when value.GetString()!.Trim() is { Length: > 0 } text => new SettingChange(true, text),
        _ => new SettingChange(true, null),
    };
}
