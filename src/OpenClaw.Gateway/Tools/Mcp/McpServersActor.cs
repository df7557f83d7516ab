using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>Starts an actor for each MCP server when it is first needed, and publishes what the servers offer.</summary>
/// <remarks>Part of the gateway, named <c>mcp</c>. Strategy: one for one, restart. A restart loses nothing but connections.</remarks>
public sealed class McpServersActor : ReceiveActor
{
    private readonly ImmutableSortedDictionary<string, McpServer> _servers;
    private readonly Func<McpServer, Props> _child;
    private readonly Published<ImmutableSortedDictionary<string, ImmutableArray<ToolDefinition>>> _offers;
    private readonly List<(IActorRef Asker, HashSet<string> Open)> _preparing = [];

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(
        IEnumerable<McpServer> servers,
        IMcpConnector connector,
        Published<ImmutableSortedDictionary<string, ImmutableArray<ToolDefinition>>> offers,
        TimeProvider time,
        ILoggerFactory logs) => Akka.Actor.Props.Create(() => new McpServersActor(servers, connector, offers, time, logs));

    /// <summary>An actor that has started no server.</summary>
    /// <param name="servers">The configured servers.</param>
    /// <param name="connector">Connects to them.</param>
    /// <param name="offers">Where their tools are published, by server; this actor is its one writer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Makes the loggers.</param>
    public McpServersActor(
        IEnumerable<McpServer> servers,
        IMcpConnector connector,
        Published<ImmutableSortedDictionary<string, ImmutableArray<ToolDefinition>>> offers,
        TimeProvider time,
        ILoggerFactory logs)
    {
        _servers = servers.ToImmutableSortedDictionary(static server => server.Name, static server => server, StringComparer.Ordinal);
        _child = server => McpServerActor.Props(server, connector, time, logs.CreateLogger<McpServerActor>());
        _offers = offers;
        Receive<McpProtocol.Prepare>(_ => OnPrepare());
        Receive<McpProtocol.GetConnection>(OnGetConnection);
        Receive<McpProtocol.Offers>(OnOffers);
        Receive<McpProtocol.Up>(_ => OnSettled(Sender.Path.Name));
        Receive<McpProtocol.Down>(_ => OnSettled(Sender.Path.Name));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Restart);

    private void OnPrepare()
    {
        if (_servers.IsEmpty)
        {
            Sender.Tell(McpProtocol.Settled.Instance);
            return;
        }

        // Each answers once: up, or down. Those that are up already answer as quickly.
        _preparing.Add((Sender, [.. _servers.Keys]));
        foreach (var server in _servers.Keys)
        {
            if (_offers.Current.TryGetValue(server, out var tools) && !tools.IsEmpty)
            {
                OnSettled(server);
            }
            else
            {
                ChildOf(server).Tell(new McpProtocol.GetConnection(server));
            }
        }
    }

    private void OnGetConnection(McpProtocol.GetConnection get)
    {
        if (_servers.ContainsKey(get.Server))
        {
            ChildOf(get.Server).Forward(get);
        }
        else
        {
            Sender.Tell(new McpProtocol.Down("it is not configured"));
        }
    }

    private void OnOffers(McpProtocol.Offers offers)
    {
        _offers.Publish(_offers.Current.SetItem(offers.Server, offers.Tools));
        OnSettled(offers.Server);
    }

    private void OnSettled(string server)
    {
        for (var i = _preparing.Count - 1; i >= 0; i--)
        {
            _preparing[i].Open.Remove(server);
            if (_preparing[i].Open.Count == 0)
            {
                _preparing[i].Asker.Tell(McpProtocol.Settled.Instance);
                _preparing.RemoveAt(i);
            }
        }
    }

    private IActorRef ChildOf(string server)
    {
        var child = Context.Child(server);
        return child.IsNobody() ? Context.ActorOf(_child(_servers[server]), server) : child;
    }
}
