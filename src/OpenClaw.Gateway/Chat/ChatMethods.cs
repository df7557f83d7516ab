using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Models;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Chat;

namespace OpenClaw.Gateway.Chat;

/// <summary>The methods of chat clients: send, read, abort.</summary>
public sealed class ChatMethods : IMethodModule
{
    private readonly IActorRef _sessions;
    private readonly AgentDirectory _agents;
    private readonly IModelCatalog _models;
    private readonly AgentRunOptions _options;
    private readonly IActorRef? _commands;
    private readonly QueueMode _queue;

    /// <summary>Creates the module.</summary>
    /// <param name="sessions">The <see cref="SessionsActor"/>.</param>
    /// <param name="agents">The configured agents.</param>
    /// <param name="models">The models that can be called.</param>
    /// <param name="options">Limits.</param>
    /// <param name="commands">The <see cref="SlashCommandsActor"/>; without it, slash commands are words to the agent.</param>
    /// <param name="queue">What becomes of a message that comes during a run.</param>
    public ChatMethods(
        IActorRef sessions, AgentDirectory agents, IModelCatalog models, AgentRunOptions options, IActorRef? commands = null, QueueMode queue = QueueMode.Followup)
    {
        _queue = queue;
        _sessions = sessions;
        _agents = agents;
        _models = models;
        _options = options;
        _commands = commands;
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ChatSend, OnSend, keepsKeys: true);
        methods.Add(MethodNames.ChatHistory, OnHistory);
        methods.Add(MethodNames.ChatStartup, OnStartup);
        methods.Add(MethodNames.ChatMetadata, OnMetadata);
        methods.Add(MethodNames.ChatAbort, OnAbort);
        methods.Add(MethodNames.ChatInject, OnInject);
        methods.Add(MethodNames.SessionsSend, OnSessionsSend);
        methods.Add(MethodNames.SessionsAbort, OnSessionsAbort);
    }

    private void OnSend(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChatSendParams);
        Send(call, request);
    }

    /// <summary>The same in other words.</summary>
    private void OnSessionsSend(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsSendParams);
        Send(call, new ChatSendParams
        {
            SessionKey = request.Key,
            AgentId = request.AgentId,
            Message = request.Message,
            Thinking = request.Thinking,
            Attachments = request.Attachments,
            TimeoutMs = request.TimeoutMs,
            IdempotencyKey = request.IdempotencyKey ?? Guid.NewGuid().ToString(),
        });
    }

    private void OnSessionsAbort(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsAbortParams);
        RunId run = default;
        if (request.RunId is not null && !RunId.TryParse(request.RunId, out run))
        {
            call.Fail(ProtocolError.InvalidRequest("invalid sessions.abort params: runId"));
        }
        else if (request.Key is null)
        {
            call.Fail(ProtocolError.InvalidRequest("invalid sessions.abort params: key is required"));
        }
        else if (TryResolve(call, request.Key, request.AgentId, out var key))
        {
            _sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.AbortRuns(request.RunId is null ? null : run, "rpc", call.ReplyTo) { IsOfSession = true }));
        }
    }

    private void Send(MethodCall call, ChatSendParams request)
    {
        if (!RunId.TryParse(request.IdempotencyKey, out var run))
        {
            call.Fail(ProtocolError.InvalidRequest("invalid chat.send params: idempotencyKey has control characters or more than 256 characters"));
            return;
        }

        if (!TryResolve(call, request.SessionKey, request.AgentId, out var key))
        {
            return;
        }

        if (request.SuppressCommandInterpretation != true && StopWords.IsStop(request.Message))
        {
            _sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.AbortRuns(null, "stop", call.ReplyTo, run)));
            return;
        }

        if (request.SuppressCommandInterpretation != true && _commands is not null && SlashCommand.TryParse(request.Message, out var command))
        {
            _commands.Tell(new SlashCommandsProtocol.Execute(command, key, run, _sessions, CommandSender.Of(call)) { KeyOfVersion3 = KeyOfVersion3(call, request.SessionKey, key) });
            return;
        }

        if (string.IsNullOrWhiteSpace(request.Message) && request.Attachments is not { Count: > 0 })
        {
            call.Fail(ProtocolError.InvalidRequest("message or attachment required"));
            return;
        }

        if (!RunInput.TryRead(request.Message, request.Attachments ?? [], out var input, out var error))
        {
            call.Fail(ProtocolError.InvalidRequest($"invalid chat.send params: {error}"));
            return;
        }

        var timeout = request.TimeoutMs is { } ms ? TimeSpan.FromMilliseconds(Math.Min(ms, int.MaxValue)) : (TimeSpan?)null;
        _sessions.Tell(new SessionsProtocol.StartRun(key, run, new RunSpec(input, RunOrigin.Chat, RunTimeouts.Of(timeout, _agents, _options))
        {
            Queue = _queue,
            Thinking = ThinkingEfforts.Parse(request.Thinking),
            KeyOfVersion3 = KeyOfVersion3(call, request.SessionKey, key),
        }, call.ReplyTo));
    }

    // Protocol 3 tells a chat's events under the key that chat.send was given; its ACP bridge waits for that one.
    private static string? KeyOfVersion3(MethodCall call, string sent, SessionKey key) => call.Caller.Protocol <= 3 && sent != key.Value ? sent : null;

    private void OnHistory(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChatHistoryParams);
        Read(call, request.SessionKey, request.AgentId, request.Limit, request.Offset, request.MaxChars, request.MaxBytes);
    }

    private void OnStartup(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChatStartupParams);
        Read(call, request.SessionKey, request.AgentId, request.Limit, request.Offset, request.MaxChars, request.MaxBytes);
    }

    private void Read(MethodCall call, string sessionKey, string? agentId, int? limit, long? offset, int? maxChars, long? maxBytes)
    {
        if (TryResolve(call, sessionKey, agentId, out var key))
        {
            var query = new HistoryQuery(
                HistoryShape.Chat,
                Math.Min(limit ?? ChatHistory.DefaultLimit, ChatHistory.MaxLimit),
                offset ?? 0,
                maxChars ?? (call.Caller.Protocol <= 3 ? ChatHistory.MaxCharsOfVersion3 : ChatHistory.MaxChars),
                maxBytes ?? ChatHistory.MaxBytes);
            _sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.GetHistory(query, call.ReplyTo)));
        }
    }

    private void OnMetadata(MethodCall call) => call.Succeed(Payload.Encode(
        new ChatMetadataResult { Models = ModelChoices.Of(_models, _agents), Commands = ChatCommands.All }, ProtocolJson.Default.ChatMetadataResult));

    private void OnAbort(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChatAbortParams);
        if (!TryResolve(call, request.SessionKey, request.AgentId, out var key))
        {
            return;
        }

        RunId? run = null;
        if (request.RunId is not null)
        {
            if (!RunId.TryParse(request.RunId, out var one))
            {
                call.Fail(ProtocolError.InvalidRequest("invalid chat.abort params: runId"));
                return;
            }

            run = one;
        }

        _sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.AbortRuns(run, "rpc", call.ReplyTo)));
    }

    private void OnInject(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ChatInjectParams);
        if (TryResolve(call, request.SessionKey, request.AgentId, out var key))
        {
            var text = string.IsNullOrWhiteSpace(request.Label) ? request.Message : $"[{request.Label.Trim()}]\n\n{request.Message}";
            _sessions.Tell(new SessionsProtocol.ToSession(key, new SessionProtocol.Inject(NoteId(call.Caller, request.IdempotencyKey), text, call.ReplyTo)));
        }
    }

    /// <summary>A key names the note in the transcript itself, so that it is known after a restart, too. Keys of different devices have nothing to do with each other.</summary>
    private static string NoteId(Caller caller, string? idempotencyKey) => idempotencyKey is null
        ? Guid.NewGuid().ToString()
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.DeviceId}\n{idempotencyKey}")).AsSpan(0, 16));

    private bool TryResolve(MethodCall call, string sessionKey, string? agentId, out SessionKey key)
    {
        if (_agents.TryResolve(sessionKey, agentId, out key, out var error))
        {
            return true;
        }

        call.Fail(ProtocolError.InvalidRequest(error));
        return false;
    }
}
