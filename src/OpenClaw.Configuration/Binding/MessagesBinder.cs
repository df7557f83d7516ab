using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>messages</c>; a bad value leaves the default in force.</summary>
internal static class MessagesBinder
{
    public static MessagesBlock Bind(ConfigNode? node, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "messages", IssueSeverity.Error, issues);
        var queue = block.Block("queue");
        var byChannel = queue.Block("byChannel");
        var defaults = new QueueBlock();
        var channels = ImmutableDictionary.CreateBuilder<string, InputQueueMode>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in byChannel.Members)
        {
            if (byChannel.OneOf(member.Name, SettingNames.QueueModes) is { } mode)
            {
                channels[member.Name] = mode;
            }
        }

        var result = new MessagesBlock
        {
            Queue = new QueueBlock
            {
                Mode = queue.OneOf("mode", SettingNames.QueueModes),
                ByChannel = channels.ToImmutable(),
                DebounceMs = queue.Integer("debounceMs", 0, 60_000) ?? defaults.DebounceMs,
                Cap = queue.Integer("cap", 1, 1000) ?? defaults.Cap,
                Drop = queue.OneOf("drop", SettingNames.QueueDrops) ?? defaults.Drop,
            },
        };
        block.Recognise([.. block.Members.Select(static member => member.Name)]);
        queue.ReportUnknown();
        return result;
    }
}
