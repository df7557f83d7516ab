using System.Diagnostics;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.TestSupport;

namespace OpenClaw.Tools.Tests.Mcp;

/// <summary>The protocol's own demonstration server, from npm.</summary>
internal static class EverythingServer
{
    public static string Script { get; } = Find();

    /// <summary>As a program on standard streams.</summary>
    public static McpServer Stdio { get; } = new("everything") { Command = "node", Arguments = [Script, "stdio"] };

    /// <summary>As an HTTP server on a port of its own.</summary>
    public static async Task<(McpServer Server, Process Process)> StartHttpAsync()
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("node", [Script, "streamableHttp"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PORT"] = $"{port}";
        var process = Process.Start(start)!;

        // It says on which port it listens once it does, on standard error.
        while (await process.StandardError.ReadLineAsync() is { } line && !line.Contains("listening", StringComparison.OrdinalIgnoreCase))
        {
        }

        return (new McpServer("everything") { Url = new Uri($"http://127.0.0.1:{port}/mcp") }, process);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "peers", "node_modules", "@modelcontextprotocol", "server-everything", "dist", "index.js");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new InvalidOperationException("npm's @modelcontextprotocol/server-everything is missing: run scripts/install-test-peers");
    }
}
