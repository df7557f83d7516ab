namespace OpenClaw.Configuration.Reading;

/// <summary>Deep merge as <c>$include</c> does it: objects merge, arrays concatenate, of anything else the later wins.</summary>
internal static class NodeMerge
{
    public static ConfigNode Merge(ConfigNode earlier, ConfigNode later) => (earlier, later) switch
    {
        (ObjectNode a, ObjectNode b) => Merge(a, b),
        (ArrayNode a, ArrayNode b) => new ArrayNode(b.Position, [.. a.Items, .. b.Items]),
        _ => later,
    };

    private static ObjectNode Merge(ObjectNode earlier, ObjectNode later) =>
        new(later.Position, earlier.Members.Concat(later.Members.Select(member =>
            earlier[member.Name] is { } before ? member with { Value = Merge(before, member.Value) } : member)));
}
