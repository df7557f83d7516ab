using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Client;

namespace OpenClaw.Cli.Nodes;

/// <summary>A command about one node, which <c>--node</c> names: by id, by the beginning of its id, or by name.</summary>
internal abstract class NodeCommand : GatewayCommand
{
    private readonly Option<string> _node = new("--node") { Description = "The node: id, beginning of an id, or name", HelpName = "NODE", Required = true };
    private readonly IReadOnlyList<string> _scopes;

    protected NodeCommand(CliContext cli, string name, string description, IReadOnlyList<string> scopes, params string[] examples)
        : base(cli, name, description, examples)
    {
        _scopes = scopes;
        Options.Add(_node);
    }

    protected sealed override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        await using var client = await invocation.ConnectAsync(_scopes, cancellationToken).ConfigureAwait(false);
        var id = await FindAsync(client, invocation.Parse.GetRequiredValue(_node), cancellationToken).ConfigureAwait(false);
        return await RunAsync(invocation, client, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does the work with the id of the one node that is meant; returns the exit code.</summary>
    protected abstract Task<int> RunAsync(GatewayInvocation invocation, GatewayClient client, string nodeId, CancellationToken cancellationToken);

    private static async Task<string> FindAsync(GatewayClient client, string meant, CancellationToken cancellationToken)
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
