using System.Collections.Immutable;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;

namespace OpenClaw.Gateway.Tools.Mcp;

/// <summary>Messages of <see cref="McpServersActor"/> and <see cref="McpServerActor"/>.</summary>
public static class McpProtocol
{
    /// <summary>Bring every server up; answered with <see cref="Settled"/> when each is up or down.</summary>
    public sealed class Prepare
    {
        /// <summary>The one instance.</summary>
        public static Prepare Instance { get; } = new();
    }

    /// <summary>Answer to <see cref="Prepare"/>.</summary>
    public sealed class Settled
    {
        /// <summary>The one instance.</summary>
        public static Settled Instance { get; } = new();
    }

    /// <summary>A server is needed; answered with <see cref="Up"/> or <see cref="Down"/>.</summary>
    /// <param name="Server">Its name.</param>
    public sealed record GetConnection(string Server);

    /// <summary>The server is there. The connection is lent: whoever has it does not dispose it.</summary>
    public sealed record Up(IMcpConnection Connection);

    /// <summary>The server is not there.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Down(string Reason);

    /// <summary>A child's news: what its server offers now; empty when it is down.</summary>
    internal sealed record Offers(string Server, ImmutableArray<ToolDefinition> Tools);
}
