using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Http.OpenAi;

namespace OpenClaw.Daemon.Http.Hooks;

/// <summary>What a webhook wants done.</summary>
internal abstract record HookOrder
{
    private HookOrder()
    {
    }

    /// <summary>Wakes the main session.</summary>
    public sealed record Wake(string Text, HookWakeMode Mode) : HookOrder;

    /// <summary>Starts a run.</summary>
    /// <param name="Message">What the agent is told.</param>
    /// <param name="Name">Who says it, for people.</param>
    public sealed record Run(string Message, string Name) : HookOrder
    {
        /// <summary>The agent; null for the default one.</summary>
        public string? AgentId { get; init; }

        /// <summary>The session; null for the configured one, or a new one.</summary>
        public string? SessionKey { get; init; }

        /// <summary>Whether the request, and not the configuration, named agent and session.</summary>
        public bool IsCallersChoice { get; init; }

        /// <summary>The model; null for the agent's.</summary>
        public string? Model { get; init; }

        /// <summary>Longest duration in seconds; null for the configured one.</summary>
        public double? TimeoutSeconds { get; init; }
    }

    /// <summary>Reads <c>POST {path}/wake</c>.</summary>
    public static bool TryReadWake(JsonElement body, [NotNullWhen(true)] out HookOrder? order, [NotNullWhen(false)] out string? error)
    {
        order = null;
        error = null;
        if (ContentParts.Text(body, "text")?.Trim() is not { Length: > 0 } text)
        {
            error = "text required";
            return false;
        }

        order = new Wake(text, ContentParts.Text(body, "mode") == "next-heartbeat" ? HookWakeMode.NextHeartbeat : HookWakeMode.Now);
        return true;
    }

    /// <summary>Reads <c>POST {path}/agent</c>.</summary>
    public static bool TryReadRun(JsonElement body, [NotNullWhen(true)] out HookOrder? order, [NotNullWhen(false)] out string? error)
    {
        order = null;
        error = null;
        if (ContentParts.Text(body, "message")?.Trim() is not { Length: > 0 } message)
        {
            error = "message required";
            return false;
        }

        order = new Run(message, ContentParts.Text(body, "name")?.Trim() is { Length: > 0 } name ? name : "Hook")
        {
            AgentId = ContentParts.Text(body, "agentId")?.Trim(),
            SessionKey = ContentParts.Text(body, "sessionKey")?.Trim() is { Length: > 0 } key ? key : null,
            IsCallersChoice = true,
            Model = ContentParts.Text(body, "model")?.Trim() is { Length: > 0 } model ? model : null,
            TimeoutSeconds = body.TryGetProperty("timeoutSeconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.GetDouble() is > 0 and var limit ? limit : null,
        };
        return true;
    }

    /// <summary>What the first mapping that matches makes of a request; null when there is none, or when its text comes out empty.</summary>
    /// <param name="mappings">The configuration's.</param>
    /// <param name="name">What stands behind the hooks' path.</param>
    /// <param name="body">The body.</param>
    /// <param name="isMapped">Whether a mapping matched.</param>
    public static HookOrder? Map(IEnumerable<HookMappingBlock> mappings, string name, JsonElement body, out bool isMapped)
    {
        var source = ContentParts.Text(body, "source");
        var mapping = mappings.FirstOrDefault(candidate => (candidate.Path is null || candidate.Path == name) && (candidate.Source is null || candidate.Source == source));
        isMapped = mapping is not null;
        if (mapping is null)
        {
            return null;
        }

        if (mapping.Action == HookAction.Wake)
        {
            var note = HookTemplate.Render(mapping.TextTemplate ?? mapping.MessageTemplate ?? "{{text}}", body).Trim();
            return note.Length == 0 ? null : new Wake(note, mapping.WakeMode);
        }

        var message = HookTemplate.Render(mapping.MessageTemplate ?? mapping.TextTemplate ?? "{{message}}", body).Trim();
        return message.Length == 0 ? null : new Run(message, mapping.Name ?? "Hook")
        {
            AgentId = mapping.AgentId,
            SessionKey = mapping.SessionKey is null ? null : HookTemplate.Render(mapping.SessionKey, body),
            Model = mapping.Model,
            TimeoutSeconds = mapping.TimeoutSeconds,
        };
    }
}
