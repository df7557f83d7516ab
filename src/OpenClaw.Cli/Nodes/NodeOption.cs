using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>The option that names a node: by id, by the beginning of its id, or by name.</summary>
internal static class NodeOption
{
    public static Option<string> Create() => new("--node") { Description = "The node: id, beginning of an id, or name", HelpName = "NODE", Required = true };

    /// <summary>The id of the one node that is meant.</summary>
    /// <exception cref="CliException">None is meant, or more than one.</exception>
    public static async Task<string> FindAsync(GatewayClient client, string meant, CancellationToken cancellationToken)
    {
        var list = await client.CallAsync("node.list", cancellationToken: cancellationToken).ConfigureAwait(false);
        var nodes = list.Items("nodes").ToList();
        var found = nodes.Where(node => node.String("nodeId") == meant).ToList() is { Count: > 0 } exact ? exact : [.. nodes.Where(node => IsMeant(node, meant))];
        return found switch
        {
            [var node] => node.String("nodeId")!,
            [] => throw new CliException($"no node is {meant}; see: openclaw nodes list", "UNKNOWN_NODE"),
            _ => throw new CliException($"{found.Count} nodes are {meant}; name one by its id: openclaw nodes list", "AMBIGUOUS_NODE"),
        };
    }

    private static bool IsMeant(JsonElement node, string meant) =>
        string.Equals(node.String("displayName"), meant, StringComparison.OrdinalIgnoreCase)
        || (meant.Length >= 6 && node.String("nodeId")?.StartsWith(meant, StringComparison.OrdinalIgnoreCase) == true);
}
