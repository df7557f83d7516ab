using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Channels;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Agent;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary><c>agent</c> and <c>agent.wait</c>.</summary>
public sealed class AgentMethods : IMethodModule
{
    // What the protocol gives a caller that does not say.
    private static readonly TimeSpan s_defaultWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private readonly IActorRef _sessions;
    private readonly AgentDirectory _agents;
    private readonly AgentRunOptions _options;

    /// <summary>Creates the module.</summary>
    /// <param name="sessions">The <see cref="SessionsActor"/>.</param>
    /// <param name="agents">The configured agents.</param>
    /// <param name="options">Limits.</param>
    public AgentMethods(IActorRef sessions, AgentDirectory agents, AgentRunOptions options)
    {
        _sessions = sessions;
        _agents = agents;
        _options = options;
    }

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.Agent, OnAgent, keepsKeys: true);
        methods.Add(MethodNames.AgentWait, OnWait);
    }

    private void OnAgent(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentParams);
        if (!RunId.TryParse(request.IdempotencyKey, out var run))
        {
            call.Fail(ProtocolError.InvalidRequest("invalid agent params: idempotencyKey has control characters or more than 256 characters"));
            return;
        }

        if (!_agents.TryResolve(request.SessionKey, request.AgentId, out var key, out var error))
        {
            call.Fail(ProtocolError.InvalidRequest(error));
            return;
        }

        if (request.Deliver == true && ChannelRefusals.OfDelivery(request.ReplyChannel ?? request.Channel) is { } refusal && request.BestEffortDeliver != true)
        {
            call.Fail(refusal);
            return;
        }

        if (!TryRead(request.Attachments ?? [], out var attachments, out error))
        {
            call.Fail(ProtocolError.InvalidRequest($"invalid agent params: {error}"));
            return;
        }

        if (!RunInput.TryRead(request.Message, attachments, out var input, out error))
        {
            call.Fail(ProtocolError.InvalidRequest($"invalid agent params: {error}"));
            return;
        }

        var spec = new RunSpec(input, RunOrigin.Agent, RunTimeouts.Of(request.Timeout is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null, _agents, _options))
        {
            Lane = string.IsNullOrWhiteSpace(request.Lane) ? LaneLimits.Main : request.Lane,
            ExtraSystemPrompt = request.ExtraSystemPrompt,
            Thinking = ThinkingEfforts.Parse(request.Thinking),
            Model = request.Model is null ? null : request.Provider is null ? request.Model : $"{request.Provider}/{request.Model}",
        };
        _sessions.Tell(new SessionsProtocol.StartRun(key, run, spec, call.ReplyTo));
    }

    /// <summary>The schema lets through whatever a client attaches, so that its shape is looked at here. What is no object is passed over.</summary>
    private static bool TryRead(IReadOnlyList<JsonElement> given, out IReadOnlyList<Attachment> attachments, [NotNullWhen(false)] out string? error)
    {
        var read = new List<Attachment>(given.Count);
        attachments = read;
        error = null;
        for (var i = 0; i < given.Count; i++)
        {
            try
            {
                if (given[i].ValueKind == JsonValueKind.Object && given[i].Deserialize(ProtocolJson.Default.Attachment) is { } attachment)
                {
                    read.Add(attachment);
                }
            }
            catch (JsonException)
            {
                error = $"attachments[{i}] is no attachment";
                return false;
            }
        }

        return true;
    }

    private void OnWait(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.AgentWaitParams);
        if (!RunId.TryParse(request.RunId, out var run))
        {
            // No run can have such an id, so nothing is known of it.
            call.Succeed(Payload.Encode(new AgentWaitResult { RunId = request.RunId, Status = "timeout" }, ProtocolJson.Default.AgentWaitResult));
            return;
        }

        var wanted = request.TimeoutMs is { } ms ? TimeSpan.FromMilliseconds(Math.Min(ms, int.MaxValue)) : s_defaultWait;
        _sessions.Tell(new SessionsProtocol.WaitForRun(run, wanted < s_longestWait ? wanted : s_longestWait, call.ReplyTo));
    }
}
