using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Methods.Sessions;
using static OpenClaw.Gateway.Tools.ToolQuestions;

namespace OpenClaw.Gateway.Tools;

/// <summary><c>sessions_list</c>, <c>sessions_history</c>, <c>sessions_send</c>, <c>session_status</c> and <c>message</c>: an agent's view of conversations.</summary>
/// <remarks>An agent sees the sessions of its own and no others: what one agent is told is not for the next.</remarks>
/// <param name="sessions">Finds the <see cref="SessionsActor"/>; it is started after the host is made.</param>
/// <param name="timeout">Longest run that may be begun in another session.</param>
public sealed class SessionTools(Func<IActorRef> sessions, TimeSpan timeout) : IToolHost
{
    private static readonly JsonElement s_last = Parse("""{"limit":1}"""u8.ToArray());

    private static readonly ImmutableArray<ToolDefinition> s_tools =
    [
        new(new ModelTool(
            "sessions_list",
            "List your conversations (sessions), the latest first.",
            """{"type":"object","properties":{"limit":{"type":"integer","minimum":1,"maximum":200},"activeMinutes":{"type":"integer","minimum":1}}}"""), true, ToolGroups.Sessions),
        new(new ModelTool(
            "sessions_history",
            "Read the last messages of one of your sessions.",
            """{"type":"object","required":["sessionKey"],"properties":{"sessionKey":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":200}}}"""), true, ToolGroups.Sessions),
        new(new ModelTool(
            "sessions_send",
            "Say something in another of your sessions and, unless timeoutSeconds is 0, wait for its reply.",
            """{"type":"object","required":["sessionKey","message"],"properties":{"sessionKey":{"type":"string"},"message":{"type":"string"},"timeoutSeconds":{"type":"integer","minimum":0,"maximum":600}}}"""), false, ToolGroups.Sessions),
        new(new ModelTool(
            "session_status",
            "Show model, usage and settings of this session or another of yours.",
            """{"type":"object","properties":{"sessionKey":{"type":"string"}}}"""), true, ToolGroups.Sessions),
        new(new ModelTool(
            "message",
            "Send a message to a person through a chat channel.",
            """{"type":"object","required":["action"],"properties":{"action":{"type":"string"},"channel":{"type":"string"},"target":{"type":"string"},"message":{"type":"string"}}}"""), false, ToolGroups.Messaging),
    ];

    /// <inheritdoc/>
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => s_tools;

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Read(call.ArgumentsJson, out var arguments) is { } wrong)
        {
            return wrong;
        }

        if (call.Name == "message")
        {
            return ToolResult.Error("No chat channel is connected to this gateway, so no message can be sent. Answer in this conversation instead.");
        }

        var key = context.Session;
        if (Text(arguments, "sessionKey") is { } given && (!SessionKey.TryParse(given, context.Session.Agent, out key) || key.Agent != context.Session.Agent))
        {
            return ToolResult.Error("\"sessionKey\" is not one of your sessions.");
        }

        try
        {
            return call.Name switch
            {
                "sessions_list" => await ListAsync(context, arguments, cancel),
                "sessions_history" when Text(arguments, "sessionKey") is not null => await HistoryAsync(key, arguments, cancel),
                "sessions_send" when Text(arguments, "sessionKey") is not null => await SendAsync(context, key, call, arguments, cancel),
                "sessions_history" or "sessions_send" => ToolResult.Error("The argument \"sessionKey\" is missing."),
                "session_status" => Shown(await AskAsync(reply => new SessionsProtocol.Describe(key, reply), Patience, cancel)),
                _ => ToolResult.Error($"There is no tool \"{call.Name}\"."),
            };
        }
        catch (AskTimeoutException)
        {
            return ToolResult.Error("The gateway did not answer in time. Try again later.");
        }
    }

    private async Task<ToolResult> ListAsync(ToolContext context, JsonElement arguments, CancellationToken cancel)
    {
        var query = new SessionsListParams { AgentId = context.Session.Agent.Value, Limit = Number(arguments, "limit") ?? 50, ActiveMinutes = Number(arguments, "activeMinutes") };
        var (payload, error) = await AskAsync(reply => new SessionsProtocol.List(query, reply), Patience, cancel);
        if (payload is not { } list || !list.TryGetProperty("sessions", out var rows))
        {
            return ToolResult.Error(error ?? "The sessions cannot be listed.");
        }

        var text = new StringBuilder();
        foreach (var row in rows.EnumerateArray())
        {
            var key = Text(row, "key");
            if (key is null || !SessionKey.TryParse(key, context.Session.Agent, out var parsed) || parsed.Agent != context.Session.Agent)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{key}{(parsed == context.Session ? " (this one)" : "")}");
            foreach (var name in (ReadOnlySpan<string>)["label", "displayName", "derivedTitle"])
            {
                text.Append(Text(row, name) is { } value ? $"  {name}: {value}" : "");
            }

            if (row.TryGetProperty("updatedAt", out var at) && at.TryGetInt64(out var ms))
            {
                text.Append(CultureInfo.InvariantCulture, $"  updated: {DateTimeOffset.FromUnixTimeMilliseconds(ms):yyyy-MM-dd HH:mm} UTC");
            }

            text.Append('\n');
        }

        return ToolResult.Of(text.Length == 0 ? "There are no sessions." : text.ToString());
    }

    private async Task<ToolResult> HistoryAsync(SessionKey key, JsonElement arguments, CancellationToken cancel)
    {
        var limit = (int)Math.Clamp(Number(arguments, "limit") ?? 20, 1, 200);
        var query = new HistoryQuery(HistoryShape.Messages, limit, 0, 4_000, 256 * 1024);
        return Shown(await AskAsync(reply => new SessionsProtocol.ToSession(key, new SessionProtocol.GetHistory(query, reply)), Patience, cancel));
    }

    private async Task<ToolResult> SendAsync(ToolContext context, SessionKey key, ToolInvocation call, JsonElement arguments, CancellationToken cancel)
    {
        if (Text(arguments, "message") is not { Length: > 0 } message)
        {
            return ToolResult.Error("The argument \"message\" is missing.");
        }

        if (key == context.Session)
        {
            return ToolResult.Error("This is the session that you are in: just answer.");
        }

        // The id follows from the call, so that a call which is made again after a restart begins nothing anew.
        var run = RunId.Parse("tool-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Run}\n{call.CallId}"))));
        var spec = new RunSpec([new MessageContent.Text(message)], RunOrigin.Agent, timeout);
        var wait = TimeSpan.FromSeconds(Number(arguments, "timeoutSeconds") ?? 60);
        var started = await AskAsync(reply => new SessionsProtocol.StartRun(key, run, spec, reply), Patience, cancel);
        if (started.Error is not null || wait <= TimeSpan.Zero)
        {
            return started.Error is { } error ? ToolResult.Error(error) : ToolResult.Of($"Accepted as run {run}.");
        }

        var (ended, failure) = await AskAsync(reply => new SessionsProtocol.WaitForRun(run, wait, reply), wait + Patience, cancel);
        if (failure is not null || Text(ended!.Value, "status") is "timeout")
        {
            return failure is null ? ToolResult.Of($"Run {run} has not ended yet. Look into the session later.") : ToolResult.Error(failure);
        }

        return await HistoryAsync(key, s_last, cancel);
    }

    private Task<(JsonElement? Payload, string? Error)> AskAsync(Func<ReplyTo, object> message, TimeSpan patience, CancellationToken cancel) =>
        ToolQuestions.AskAsync(sessions(), message, patience, cancel);
}
