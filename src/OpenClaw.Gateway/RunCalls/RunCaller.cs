using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;

namespace OpenClaw.Gateway.RunCalls;

/// <summary>What a caller wants done.</summary>
/// <param name="Key">The session.</param>
/// <param name="Run">The run's id, which is its idempotency key.</param>
/// <param name="Input">What the user says.</param>
public sealed record RunOrder(SessionKey Key, RunId Run, ImmutableArray<MessageContent> Input)
{
    /// <summary>Instructions for this run alone.</summary>
    public string? ExtraSystemPrompt { get; init; }

    /// <summary>The model for this run alone.</summary>
    public string? Model { get; init; }

    /// <summary>See <see cref="RunSpec.ClientTools"/>.</summary>
    public ImmutableArray<ModelTool> ClientTools { get; init; } = [];

    /// <summary>Longest duration; null for the configured one.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>Starts runs for callers that are no sockets. Thread safe.</summary>
/// <param name="Calls">The <see cref="RunCallsActor"/>.</param>
/// <param name="Agents">The configured agents.</param>
/// <param name="Options">Limits of runs.</param>
public sealed record RunCaller(IActorRef Calls, AgentDirectory Agents, AgentRunOptions Options)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The order as sessions take it.</summary>
    public RunSpec SpecOf(RunOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new RunSpec(order.Input, RunOrigin.Agent, RunTimeouts.Of(order.Timeout, Agents, Options)) { ExtraSystemPrompt = order.ExtraSystemPrompt, Model = order.Model, ClientTools = order.ClientTools };
    }

    /// <summary>Asks for a run.</summary>
    /// <returns>The call, or why there is none.</returns>
    /// <exception cref="AskTimeoutException">The gateway is too busy, or stops.</exception>
    public async Task<(RunCall? Call, RunStep.Refused? Refusal)> StartAsync(RunOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        return await Calls.Ask<object>(new RunCallProtocol.Start(order.Key, order.Run, SpecOf(order)), s_patience, cancellation) switch
        {
            RunCallProtocol.Started started => (new RunCall(started.Call), null),
            var refused => (null, (RunStep.Refused)refused),
        };
    }
}
