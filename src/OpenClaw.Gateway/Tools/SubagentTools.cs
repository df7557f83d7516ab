using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.RunCalls;
using OpenClaw.Gateway.Sessions;
using static OpenClaw.Gateway.Tools.ToolQuestions;

namespace OpenClaw.Gateway.Tools;

/// <summary><c>sessions_spawn</c>: a task of its own in a new session, whose answer comes back as a message to the session that asked.</summary>
/// <remarks>
/// The run outlives a restart as every run does; the message that brings its answer back does not: who waits for it then reads the session. Sub-agents
/// have no sub-agents, and all of them together take the places of one lane.
/// </remarks>
/// <param name="sessions">Finds the <see cref="SessionsActor"/>; it is started after the host is made.</param>
/// <param name="calls">Finds the <see cref="RunCallsActor"/>.</param>
/// <param name="timeout">Longest run of a sub-agent.</param>
public sealed class SubagentTools(Func<IActorRef> sessions, Func<IActorRef> calls, TimeSpan timeout) : IToolHost
{
    private const string Marker = "subagent";
    private const int MaxLabelChars = 64;
    private const int MaxAnswerChars = 20_000;

    private static readonly ImmutableArray<ToolDefinition> s_tools =
    [
        new(new ModelTool(
            "sessions_spawn",
            "Give a task to a sub-agent in a session of its own. Returns at once; its answer comes to you as a later message.",
            """{"type":"object","required":["task"],"properties":{"task":{"type":"string"},"label":{"type":"string"},"model":{"type":"string"},"thinking":{"type":"string"},"runTimeoutSeconds":{"type":"integer","minimum":0}}}"""),
            // What is asked for twice has the same id, so it begins once.
            IsRepeatable: true,
            ToolGroups.Sessions),
    ];

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => IsSubagent(context.Session) ? [] : s_tools;

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Read(call.ArgumentsJson, out var arguments) is { } wrong)
        {
            return wrong;
        }

        if (call.Name != "sessions_spawn" || IsSubagent(context.Session))
        {
            return ToolResult.Error(call.Name == "sessions_spawn" ? "A sub-agent cannot have sub-agents." : $"There is no tool \"{call.Name}\".");
        }

        if (Text(arguments, "task") is not { } task || string.IsNullOrWhiteSpace(task))
        {
            return ToolResult.Error("The argument \"task\" is missing.");
        }

        var label = Text(arguments, "label") is { Length: > 0 } given ? given[..Math.Min(given.Length, MaxLabelChars)] : "sub-agent";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Run}\n{call.CallId}")).AsSpan(0, 16));
        var child = SessionKey.Parse($"agent:{context.Session.Agent.Value}:{Marker}:{id}");
        var run = RunId.Parse($"spawn-{id}");
        try
        {
            switch (await calls().Ask<object>(new RunCallProtocol.Start(child, run, SpecOf(context, task, arguments)), Patience, cancel))
            {
                case RunCallProtocol.Started started:
                    _ = BringBackAsync(new RunCall(started.Call), context.Session, label, id);
                    return ToolResult.Of($$"""{"status":"accepted","childSessionKey":"{{child.Value}}","runId":"{{run.Value}}"}""");
                case RunStep.Refused refused:
                    return ToolResult.Error(refused.Error.Message);
                default:
                    return ToolResult.Error("The gateway gave an unexpected answer.");
            }
        }
        catch (AskTimeoutException)
        {
            return ToolResult.Error("The gateway did not answer in time. Try again later.");
        }
    }

    private RunSpec SpecOf(ToolContext context, string task, JsonElement arguments)
    {
        var limit = Number(arguments, "runTimeoutSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : timeout;
        return new RunSpec([new MessageContent.Text(task)], RunOrigin.Agent, limit < timeout ? limit : timeout)
        {
            Lane = LaneLimits.Subagent,
            Model = Text(arguments, "model"),
            Thinking = ThinkingEfforts.Parse(Text(arguments, "thinking")),
            ExtraSystemPrompt = $"You are a sub-agent: do this one task and answer with its outcome. Your answer is handed to the session {context.Session} that gave it to you.",
        };
    }

    /// <summary>Waits for the sub-agent's end and tells the session that asked.</summary>
    private async Task BringBackAsync(RunCall call, SessionKey parent, string label, string id)
    {
        await using var _ = call;
        try
        {
            while (true)
            {
                switch (await call.NextAsync(TimeSpan.FromMinutes(1), CancellationToken.None))
                {
                    case RunStep.Ended { End: var end }:
                        Tell(parent, id, $"[{label} {(end.IsOk ? "has finished" : "failed")}]\n{Cut(end.IsOk ? end.Text : end.Error ?? "")}");
                        return;
                    case RunStep.Refused refused:
                        Tell(parent, id, $"[{label} failed]\n{refused.Error.Message}");
                        return;
                }
            }
        }
        catch (AskTimeoutException)
        {
            // The gateway stops; the run goes on when it is back, and its answer stands in its session.
        }
    }

    private void Tell(SessionKey parent, string id, string text) => sessions().Tell(new SessionsProtocol.StartRun(
        parent, RunId.Parse($"spawn-{id}-back"), new RunSpec([new MessageContent.Text(text)], RunOrigin.Agent, timeout), new ReplyTo(ActorRefs.Nobody, "tool")));

    private static bool IsSubagent(SessionKey key) => key.Value.Contains($":{Marker}:", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= MaxAnswerChars ? text : $"{text[..MaxAnswerChars]} [cut]";
}
