using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>commands</c>. A bad value keeps the gateway from being restarted.</summary>
internal static class CommandsBinder
{
    public static CommandsBlock Bind(ConfigNode? node, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "commands", IssueSeverity.Error, issues);
        var result = new CommandsBlock { Restart = block.Boolean("restart") ?? false };
        block.Recognise([.. block.Members.Select(static member => member.Name)]);
        return result;
    }
}
