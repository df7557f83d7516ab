using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Presence;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Sessions;

/// <summary><c>sessions.viewers.set</c>: a client says which sessions it shows, and presence tells the others.</summary>
/// <param name="presence">The <see cref="PresenceActor"/>, which keeps it.</param>
/// <param name="agents">The configured agents: keys are made canonical with them.</param>
public sealed class SessionViewerMethods(IActorRef presence, AgentDirectory agents) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.SessionsViewersSet, OnSet);

    private void OnSet(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsViewersSetParams);
        var keys = ImmutableArray.CreateBuilder<string>(request.SessionKeys.Count);
        foreach (var text in request.SessionKeys)
        {
            // A key with an agent of its own needs no agent beside it; the control UI sends one for those of its keys that have none.
            var agentId = text.StartsWith("agent:", StringComparison.OrdinalIgnoreCase) ? null : request.AgentId;
            if (!agents.TryResolve(text, agentId, out var key, out var error))
            {
                call.Fail(ProtocolError.InvalidRequest(error));
                return;
            }

            if (!keys.Contains(key.Value))
            {
                keys.Add(key.Value);
            }
        }

        presence.Tell(new PresenceProtocol.Watch(call.Caller.Id, keys.ToImmutable(), call.ReplyTo));
    }
}
