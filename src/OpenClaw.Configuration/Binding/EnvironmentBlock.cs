using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Binding;

/// <summary>The <c>env</c> block: variables for substitution and for children, under what the process already has.</summary>
internal static class EnvironmentBlock
{
    public static IReadOnlyDictionary<string, string> Apply(ConfigNode? node, IReadOnlyDictionary<string, string> environment)
    {
        if (node is not ObjectNode block || block.Members.IsEmpty)
        {
            return environment;
        }

        var merged = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        var vars = (block["vars"] as ObjectNode)?.Members ?? [];
        foreach (var member in vars.Concat(block.Members))
        {
            // A blank variable counts as unset everywhere, so here too the file may fill it.
            if (member.Value is StringNode { Value: { Length: > 0 } value } && string.IsNullOrWhiteSpace(merged.GetValueOrDefault(member.Name)))
            {
                merged[member.Name] = value;
            }
        }

        return merged;
    }
}
