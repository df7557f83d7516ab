using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Usage;

/// <summary>What was said and done in one run, in numbers.</summary>
public sealed record RunCounts
{
    private static readonly string[] s_kindsOfPlace = ["group", "channel", "direct", "dm", "thread", "topic"];

    /// <summary>Nothing.</summary>
    public static RunCounts None { get; } = new();

    /// <summary>Where its user spoke: a channel's name, <c>webchat</c> for clients of the gateway.</summary>
    public string Channel { get; init; } = WebChat;

    /// <summary>Time from its start to its end; null when it never began, or is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Messages of users.</summary>
    public int User { get; init; }

    /// <summary>Answers of the model, those with tool calls included.</summary>
    public int Assistant { get; init; }

    /// <summary>Results of tools.</summary>
    public int ToolResults { get; init; }

    /// <summary>Answers and results that are errors.</summary>
    public int Errors { get; init; }

    /// <summary>Calls by tool.</summary>
    public ImmutableSortedDictionary<string, int> Tools { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Calls of all tools.</summary>
    public int ToolCalls => Tools.Values.Sum();

    /// <summary>Messages of all kinds.</summary>
    public int Messages => User + Assistant + ToolResults;

    /// <summary>The channel of the gateway's own clients.</summary>
    public const string WebChat = "webchat";

    /// <summary>Counts a run that ends.</summary>
    /// <param name="state">The session before the end.</param>
    /// <param name="run">The run.</param>
    /// <param name="last">What its end adds to the transcript.</param>
    /// <param name="startedAt">When it began; null when it did not.</param>
    /// <param name="at">When it ends.</param>
    public static RunCounts Of(SessionState state, SessionRun run, IEnumerable<TranscriptMessage> last, DateTimeOffset? startedAt, DateTimeOffset at)
    {
        var counts = new RunCounts { Channel = ChannelOf(state.Key), Duration = startedAt is { } began ? at - began : null };
        var tools = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var message in SaidIn(state, run).Concat(last))
        {
            switch (message)
            {
                case TranscriptMessage.User:
                    counts = counts with { User = counts.User + 1 };
                    break;
                case TranscriptMessage.ToolResult result:
                    counts = counts with { ToolResults = counts.ToolResults + 1, Errors = counts.Errors + (result.IsError ? 1 : 0) };
                    break;
                case TranscriptMessage.Assistant answer:
                    counts = counts with { Assistant = counts.Assistant + 1, Errors = counts.Errors + (answer.StopReason == StopReason.Error ? 1 : 0) };
                    foreach (var call in answer.Content.OfType<MessageContent.ToolCall>())
                    {
                        tools[call.Name] = tools.GetValueOrDefault(call.Name) + 1;
                    }

                    break;
            }
        }

        return counts with { Tools = tools.ToImmutable() };
    }

    /// <summary>The channel that a key names, as <c>agent:main:telegram:group:-100</c> names telegram.</summary>
    public static string ChannelOf(SessionKey key)
    {
        var parts = key.Rest.Split(':', 3);
        return parts.Length > 1 && s_kindsOfPlace.Contains(parts[1]) ? parts[0] : WebChat;
    }

    // Only the run in progress can have said anything since its question, besides those that joined it.
    private static IEnumerable<TranscriptMessage> SaidIn(SessionState state, SessionRun run)
    {
        for (var i = state.Transcript.Count - 1; state.Active?.Run == run.Run && i >= 0; i--)
        {
            yield return state.Transcript[i];
            if (state.Transcript[i] is TranscriptMessage.User said && said.Run == run.Run)
            {
                yield break;
            }
        }
    }
}
