using System.Collections.Immutable;
using System.Globalization;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;
using OpenClaw.Configuration.Writing;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Config;

/// <summary>Changes of the agents, as changes of the whole document: of <c>agents.entries</c> where it is there, and of <c>agents.list</c> otherwise.</summary>
internal static class AgentEdit
{
    private static readonly SourcePosition s_nowhere = new(new SourceText("", ""), 0);

    /// <summary>The id that a name gives: its letters and digits in lower case, with <c>-</c> for what is between.</summary>
    /// <exception cref="ConfigurationEditException">It gives none.</exception>
    public static string IdOf(string name)
    {
        var id = string.Join('-', new string([.. name.Trim().ToLowerInvariant().Select(static c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return !AgentId.TryParse(id, out _) ? throw new ConfigurationEditException("", $"the name \"{name}\" gives no agent id; use some letters or digits of ASCII")
            : id == AgentsBlock.DefaultAgentId ? throw new ConfigurationEditException("", $"\"{id}\" is reserved")
            : id;
    }

    /// <summary>The folder of an agent that names none.</summary>
    public static string DefaultFolder(LoadedConfiguration loaded, string id) => $"{loaded.Paths.DefaultWorkspace}-{id}";

    /// <summary>The document with one more agent.</summary>
    public static ObjectNode Create(ObjectNode? document, string id, ConfigProtocol.AgentFields fields)
    {
        var list = List(document);
        if (id == AgentsBlock.DefaultAgentId || list.Any(item => IsAgent(item, id)))
        {
            throw new ConfigurationEditException("agents", $"agent \"{id}\" already exists");
        }

        // Without a list there is one agent all the same; with one, only those that it names.
        var before = list.IsEmpty ? [Object(("id", Text(AgentsBlock.DefaultAgentId)))] : list;
        return WithList(document, [.. before, Changed(Object(("id", Text(id))), fields)]);
    }

    /// <summary>The document with an agent changed.</summary>
    public static ObjectNode Update(ObjectNode? document, string id, ConfigProtocol.AgentFields fields)
    {
        var list = List(document);
        if (list.IsEmpty && id == AgentsBlock.DefaultAgentId)
        {
            list = [Object(("id", Text(id)))];
        }

        if (!list.Any(item => IsAgent(item, id)))
        {
            throw new ConfigurationEditException("agents", $"agent \"{id}\" not found");
        }

        return WithList(document, [.. list.Select(item => IsAgent(item, id) ? Changed((ObjectNode)item, fields) : item)]);
    }

    /// <summary>The document without an agent.</summary>
    public static ObjectNode Delete(ObjectNode? document, string id)
    {
        if (id == AgentsBlock.DefaultAgentId)
        {
            throw new ConfigurationEditException("agents", $"\"{id}\" cannot be deleted");
        }

        var list = List(document);
        if (!list.Any(item => IsAgent(item, id)))
        {
            throw new ConfigurationEditException("agents", $"agent \"{id}\" not found");
        }

        var without = WithList(document, [.. list.Where(item => !IsAgent(item, id))]);
        return without["bindings"] is ArrayNode bindings
            ? Set(without, "bindings", new ArrayNode(bindings.Position, [.. bindings.Items.Where(binding => !Binds(binding, id))]))
            : without;
    }

    /// <summary>How many bindings name an agent.</summary>
    public static int BindingsOf(LoadedConfiguration loaded, string id) =>
        (loaded.Document as ObjectNode)?["bindings"] is ArrayNode bindings ? bindings.Items.Count(binding => Binds(binding, id)) : 0;

    /// <summary>Renames the folder of a removed agent, if it is the one that the gateway gave it. Nothing is deleted.</summary>
    /// <returns>Its new name; null when there is none, or it is the user's own.</returns>
    public static string? PutFolderAside(LoadedConfiguration before, string id)
    {
        var folder = DefaultFolder(before, id);
        var configured = before.Value.Agents.List.FirstOrDefault(agent => agent.Id == id)?.Workspace;
        if ((configured is not null && configured != folder) || !Directory.Exists(folder))
        {
            return null;
        }

        var kept = $"{folder}.removed-{Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8]}";
        try
        {
            Directory.Move(folder, kept);
            return kept;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use, on another disk, or in a folder of somebody else: it stays where it is, which loses nothing.
            return null;
        }
    }

    private static ObjectNode Changed(ObjectNode agent, ConfigProtocol.AgentFields fields)
    {
        var changes = new List<(string, ConfigNode)>();
        Add("name", fields.Name);
        Add("workspace", fields.Workspace);
        if (fields.ClearModel)
        {
            changes.Add(("model", new NullNode(s_nowhere)));
        }
        else
        {
            Add("model", fields.Model);
        }

        var identity = new List<(string, ConfigNode)>();
        if (fields.Emoji is { } emoji)
        {
            identity.Add(("emoji", emoji.Length == 0 ? new NullNode(s_nowhere) : Text(emoji)));
        }

        if (fields.Avatar is { } avatar)
        {
            identity.Add(("avatar", avatar.Length == 0 ? new NullNode(s_nowhere) : Text(avatar)));
        }

        if (identity.Count > 0)
        {
            changes.Add(("identity", Object([.. identity])));
        }

        return (ObjectNode)MergePatch.Apply(agent, Object([.. changes]), []);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                changes.Add((name, Text(value.Trim())));
            }
        }
    }

    /// <summary>The agents as a list has them: those of entries with their keys as ids.</summary>
    private static ImmutableArray<ConfigNode> List(ObjectNode? document) => document?["agents"] switch
    {
        ObjectNode agents when agents["entries"] is ObjectNode entries => [.. entries.Members.Select(static entry => Set(entry.Value as ObjectNode, "id", Text(entry.Name)))],
        ObjectNode agents when agents["list"] is ArrayNode list => list.Items,
        _ => [],
    };

    private static ObjectNode WithList(ObjectNode? document, ImmutableArray<ConfigNode> list)
    {
        var agents = document?["agents"] as ObjectNode;
        return Set(document, "agents", agents?["entries"] is ObjectNode entries
            ? Set(agents, "entries", new ObjectNode(entries.Position, list.Select(item => Entry((ObjectNode)item, entries))))
            : Set(agents, "list", new ArrayNode(s_nowhere, list)));
    }

    private static ConfigMember Entry(ObjectNode agent, ObjectNode before)
    {
        var id = ((StringNode)agent["id"]!).Value;
        var where = before.Members.FirstOrDefault(member => member.Name == id)?.NamePosition ?? s_nowhere;
        return new ConfigMember(id, where, new ObjectNode(agent.Position, agent.Members.Where(static member => member.Name != "id")));
    }

    private static ObjectNode Set(ObjectNode? parent, string name, ConfigNode value) => new(
        parent?.Position ?? s_nowhere,
        (parent?.Members ?? []).Select(member => member.Name == name ? member with { Value = value } : member)
            .Concat(parent?[name] is null ? [new ConfigMember(name, s_nowhere, value)] : []));

    private static bool IsAgent(ConfigNode item, string id) =>
        (item as ObjectNode)?["id"] is StringNode { Value: var own } && own.Trim().Equals(id, StringComparison.OrdinalIgnoreCase);

    private static bool Binds(ConfigNode binding, string id) =>
        (binding as ObjectNode)?["agentId"] is StringNode { Value: var own } && own.Equals(id, StringComparison.OrdinalIgnoreCase);

    private static StringNode Text(string value) => new(s_nowhere, value);

    private static ObjectNode Object(params (string Name, ConfigNode Value)[] members) =>
        new(s_nowhere, members.Select(static member => new ConfigMember(member.Name, s_nowhere, member.Value)));
}
