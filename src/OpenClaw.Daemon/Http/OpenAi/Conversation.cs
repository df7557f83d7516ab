using System.Collections.Immutable;
using System.Text;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Who speaks in a request.</summary>
internal enum Speaker
{
    /// <summary>The user.</summary>
    User,

    /// <summary>The model, earlier.</summary>
    Assistant,

    /// <summary>The outcome of a tool of the client's.</summary>
    Tool,
}

/// <summary>The messages of a request, and what a run is told of them.</summary>
/// <remarks>
/// Clients of these interfaces send the whole conversation each time, while a session remembers its own. A session that is new is therefore told what
/// came before; one that goes on is told only what is new since the model last spoke.
/// </remarks>
internal sealed class Conversation
{
    private readonly List<string> _instructions = [];
    private readonly List<(Speaker Speaker, MessageParts Parts)> _turns = [];
    private readonly Dictionary<string, string> _calls = new(StringComparer.Ordinal);

    /// <summary>Adds what stands above the conversation.</summary>
    public void Instruct(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _instructions.Add(text);
        }
    }

    /// <summary>Adds a message.</summary>
    public void Add(Speaker speaker, MessageParts parts)
    {
        if (parts.Text.Length > 0 || !parts.Images.IsEmpty)
        {
            _turns.Add((speaker, parts));
        }
    }

    /// <summary>Adds a call of a tool of the client's, which the model asked for earlier.</summary>
    public void Call(string? id, string? name, string? arguments)
    {
        if (name is { Length: > 0 })
        {
            _calls[id ?? ""] = name;
            _turns.Add((Speaker.Assistant, new MessageParts($"(calls {name} with {arguments ?? "{}"})", [])));
        }
    }

    /// <summary>Adds the outcome of such a call.</summary>
    public void Answer(string? id, MessageParts parts)
    {
        var name = _calls.GetValueOrDefault(id ?? "");
        Add(Speaker.Tool, parts with { Text = name is null ? parts.Text : $"({name}) {parts.Text}" });
    }

    /// <summary>The instructions as one text; null when there are none.</summary>
    public string? ExtraSystemPrompt => _instructions.Count == 0 ? null : string.Join("\n\n", _instructions);

    /// <summary>Whether there is anything to answer.</summary>
    public bool HasQuestion => _turns.Exists(static turn => turn.Speaker != Speaker.Assistant);

    /// <summary>What the run is told.</summary>
    /// <param name="sessionGoesOn">Whether the session may remember earlier messages.</param>
    public ImmutableArray<MessageContent> ToInput(bool sessionGoesOn)
    {
        var last = _turns.FindLastIndex(static turn => turn.Speaker != Speaker.Assistant);
        var first = sessionGoesOn ? _turns.FindLastIndex(last, static turn => turn.Speaker == Speaker.Assistant) + 1 : 0;
        var text = new StringBuilder();
        if (first < last)
        {
            text.Append("Earlier in this conversation:\n");
            foreach (var (speaker, parts) in _turns[first..last])
            {
                text.Append('\n').Append(Name(speaker)).Append(": ").Append(parts.Text).Append('\n');
            }

            text.Append("\nThe message to answer:\n\n");
        }

        var current = _turns[last];
        text.Append(current.Speaker == Speaker.Tool ? $"{Name(Speaker.Tool)}: {current.Parts.Text}" : current.Parts.Text);
        return [new MessageContent.Text(text.ToString()), .. _turns[first..(last + 1)].SelectMany(static turn => turn.Parts.Images)];
    }

    private static string Name(Speaker speaker) => speaker switch
    {
        Speaker.User => "User",
        Speaker.Assistant => "Assistant",
        _ => "Tool result",
    };
}
