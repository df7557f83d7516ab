using System.Collections.Immutable;
using System.Text.Json;

namespace OpenClaw.Gateway.Approvals;

/// <summary>What a node said that it would run, word by word (<c>system.run.prepare</c>).</summary>
/// <param name="Arguments">The words.</param>
/// <param name="CommandText">The same as text.</param>
/// <param name="WorkingDirectory">Where.</param>
/// <param name="AgentId">For which agent.</param>
/// <param name="SessionKey">In which conversation.</param>
internal sealed record SystemRunPlan(ImmutableArray<string>? Arguments, string? CommandText, string? WorkingDirectory, string? AgentId, string? SessionKey)
{
    /// <summary>Reads a plan; null when there is none. Members of another kind than expected count as missing.</summary>
    public static SystemRunPlan? Read(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } plan)
        {
            return null;
        }

        var words = plan.TryGetProperty("argv", out var argv) && argv.ValueKind == JsonValueKind.Array
            && argv.EnumerateArray().All(static word => word.ValueKind == JsonValueKind.String)
            ? argv.EnumerateArray().Select(static word => word.GetString()!).ToImmutableArray()
            : (ImmutableArray<string>?)null;
        return new SystemRunPlan(words, Text("commandText") ?? (words is { } known ? string.Join(' ', known) : null), Text("cwd"), Text("agentId"), Text("sessionKey"));

        string? Text(string name) => plan.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
    }
}
