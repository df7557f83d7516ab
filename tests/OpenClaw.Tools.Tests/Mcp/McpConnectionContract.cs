using System.Collections.Immutable;
using System.Diagnostics;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Tools.Mcp;
using OpenClaw.Tools.Tests.Contract;

namespace OpenClaw.Tools.Tests.Mcp;

/// <summary>A connection alone as a host: its tools under the server's own names.</summary>
internal sealed class ConnectionHost(IMcpConnection connection) : IToolHost
{
    public ImmutableArray<ToolDefinition> ToolsOf(ToolContext context) => connection.Tools;

    public async ValueTask<ToolResult> InvokeAsync(ToolContext context, ToolInvocation call, CancellationToken cancel) =>
        await connection.CallAsync(call.Name, call.ArgumentsJson, cancel);
}

public sealed class McpStdioContract : ToolHostContract
{
    private IMcpConnection? _connection;

    internal override (string Tool, string Arguments, string Says) Working => ("echo", """{"message":"hello"}""", "hello");

    internal override async Task<IToolHost> StartAsync() =>
        new ConnectionHost(_connection = await new McpConnector(new HashSet<string>()).ConnectAsync(EverythingServer.Stdio, CancellationToken.None));

    public override async Task DisposeAsync() => await _connection!.DisposeAsync();
}

public sealed class McpHttpContract : ToolHostContract
{
    private IMcpConnection? _connection;
    private Process? _process;

    internal override (string Tool, string Arguments, string Says) Working => ("echo", """{"message":"hello"}""", "hello");

    internal override async Task<IToolHost> StartAsync()
    {
        (var server, _process) = await EverythingServer.StartHttpAsync();
        return new ConnectionHost(_connection = await new McpConnector(new HashSet<string>()).ConnectAsync(server, CancellationToken.None));
    }

    public override async Task DisposeAsync()
    {
        await _connection!.DisposeAsync();
        _process!.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}

public sealed class McpConnectorTests
{
    [Fact]
    public async Task A_program_that_is_not_there_is_said_so()
    {
        var failure = await Assert.ThrowsAsync<McpUnavailableException>(() =>
            new McpConnector(new HashSet<string>()).ConnectAsync(new McpServer("x") { Command = "/no/such/program" }, CancellationToken.None));
        Assert.NotEmpty(failure.Message);
    }

    [Fact]
    public async Task A_program_that_speaks_nothing_of_the_kind_is_given_up()
    {
        var server = new McpServer("x") { Command = "/bin/cat", ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        await Assert.ThrowsAsync<McpUnavailableException>(() => new McpConnector(new HashSet<string>()).ConnectAsync(server, CancellationToken.None));
    }

    [Fact]
    public async Task A_connection_that_ended_is_noticed_and_its_calls_are_errors()
    {
        var connection = await new McpConnector(new HashSet<string>()).ConnectAsync(EverythingServer.Stdio, CancellationToken.None);
        await connection.DisposeAsync();
        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True((await connection.CallAsync("echo", """{"message":"x"}""", CancellationToken.None)).IsError);
    }
}
