using System.Collections.Immutable;

namespace OpenClaw.Domain.Tools.Mcp;

/// <summary>A server that offers tools by the Model Context Protocol: a program, or an address.</summary>
/// <param name="Name">Its name in the configuration; the first part of its tools' names.</param>
public sealed record McpServer(string Name)
{
    /// <summary>The program that speaks on its standard streams; null when <see cref="Url"/> is given.</summary>
    public string? Command { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>What is added to its environment; may be secret.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where it runs; null for the gateway's own folder.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The address of a server that runs elsewhere.</summary>
    public Uri? Url { get; init; }

    /// <summary>Headers of every request to it; may be secret.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How long it has to come up and list its tools.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Its name alone: the rest may be secret.</summary>
    public override string ToString() => $"McpServer {Name}";
}

/// <summary>Connects to servers.</summary>
public interface IMcpConnector
{
    /// <summary>Starts or dials a server and asks for its tools.</summary>
    /// <exception cref="McpUnavailableException">It cannot be had; the message says why.</exception>
    Task<IMcpConnection> ConnectAsync(McpServer server, CancellationToken cancel);
}

/// <summary>A server that is there. Thread safe. Disposing ends a program and everything that it started.</summary>
public interface IMcpConnection : IAsyncDisposable
{
    /// <summary>Its tools, under the names that the server gives them.</summary>
    ImmutableArray<ToolDefinition> Tools { get; }

    /// <summary>Done when the server is gone; the result says why.</summary>
    Task<string> Closed { get; }

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">The server's name of it.</param>
    /// <param name="argumentsJson">A JSON object as text.</param>
    /// <param name="cancel">Ends the call, and tells the server so.</param>
    Task<ToolResult> CallAsync(string tool, string argumentsJson, CancellationToken cancel);
}

/// <summary>A server cannot be had.</summary>
public sealed class McpUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
