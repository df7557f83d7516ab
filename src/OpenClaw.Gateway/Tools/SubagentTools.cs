using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Sessions;
using static OpenClaw.Gateway.Tools.ToolQuestions;

namespace OpenClaw.Gateway.Tools;

/// <summary><c>sessions_spawn</c>: a task of its own in a new session, whose answer comes back as a message to the session that asked.</summary>
/// <remarks>
/// Both outlive a restart: the run as every run does, and its answer because it is accepted where it belongs before it is forgotten where it comes from. Sub-agents have no
/// sub-agents, and all of them together take the places of one lane.
/// </remarks>
/// <param name="sessions">Finds the <see cref="SessionsActor"/>; it is started after the host is made.</param>
/// <param name="timeout">Longest run of a sub-agent.</param>
public sealed class SubagentTools(Func<IActorRef> sessions, TimeSpan timeout) : IToolHost
{
    private const string Marker = "subagent";
    private const int MaxLabelChars = 64;

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
            var spec = SpecOf(context, task, arguments) with { AnswerTo = new AnswerTo(context.Session, RunId.Parse($"{run}-back"), label) };
            var (_, error) = await AskAsync(sessions(), reply => new SessionsProtocol.StartRun(child, run, spec, reply), Patience, cancel);
            return error is null ? ToolResult.Of($$"""{"status":"accepted","childSessionKey":"{{child.Value}}","runId":"{{run.Value}}"}""") : ToolResult.Error(error);
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

    private static bool IsSubagent(SessionKey key) => key.Value.Contains($":{Marker}:", StringComparison.Ordinal);
}
