using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>Merges a partial configuration into a whole one (RFC 7396): objects merge, null removes, anything else replaces.</summary>
/// <remarks>One thing more, as the original has it: lists whose elements all have an <c>id</c> merge by it, unless the caller names the list to be replaced.</remarks>
public static class MergePatch
{
    /// <summary>The merged value.</summary>
    /// <param name="target">What is there; null for nothing.</param>
    /// <param name="patch">What is to change.</param>
    /// <param name="replaced">Paths of lists to be replaced as a whole.</param>
    public static ConfigNode Apply(ConfigNode? target, ConfigNode patch, ImmutableHashSet<string> replaced) => Apply(target, patch, replaced, "");

    private static ConfigNode Apply(ConfigNode? target, ConfigNode patch, ImmutableHashSet<string> replaced, string path)
    {
        if (patch is ArrayNode items && target is ArrayNode there && !replaced.Contains(path) && ById(there) is { } known && ById(items) is not null)
        {
            return MergeById(there, known, items, replaced, path);
        }

        if (patch is not ObjectNode changes)
        {
            return patch;
        }

        var before = target as ObjectNode;
        var members = (before?.Members ?? []).ToList();
        foreach (var change in changes.Members)
        {
            var at = members.FindIndex(member => member.Name == change.Name);
            if (change.Value is NullNode)
            {
                if (at >= 0)
                {
                    members.RemoveAt(at);
                }

                continue;
            }

            var merged = change with { Value = Apply(at < 0 ? null : members[at].Value, change.Value, replaced, KeyPath.Child(path, change.Name)) };
            if (at < 0)
            {
                members.Add(merged);
            }
            else
            {
                members[at] = merged;
            }
        }

        return new ObjectNode(before?.Position ?? changes.Position, members);
    }

    private static ArrayNode MergeById(ArrayNode target, Dictionary<string, ObjectNode> known, ArrayNode patch, ImmutableHashSet<string> replaced, string path)
    {
        var changes = ById(patch)!;
        var merged = target.Items.Select((item, i) =>
            changes.TryGetValue(Id(item)!, out var change) ? Apply(item, change, replaced, KeyPath.Index(path, i)) : item);
        return new ArrayNode(target.Position, [.. merged, .. patch.Items.Where(item => !known.ContainsKey(Id(item)!)).Select(item => Apply(null, item, replaced, path))]);
    }

    /// <summary>The elements by their ids; null when one has none, or two have the same.</summary>
    internal static Dictionary<string, ObjectNode>? ById(ArrayNode array)
    {
        var byId = new Dictionary<string, ObjectNode>(StringComparer.Ordinal);
        foreach (var item in array.Items)
        {
            if (Id(item) is not { } id || !byId.TryAdd(id, (ObjectNode)item))
            {
                return null;
            }
        }

        return byId.Count == 0 ? null : byId;
    }

    internal static string? Id(ConfigNode node) => (node as ObjectNode)?["id"] is StringNode { Value: { Length: > 0 } id } ? id : null;
}
