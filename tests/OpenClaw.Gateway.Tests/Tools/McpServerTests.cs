using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Domain.Tools.Mcp;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Tools.Mcp;

namespace OpenClaw.Gateway.Tests.Tools;

public sealed class McpServerTests : GatewayTest
{
    private static readonly ToolContext Context = new(SessionKey.MainOf(AgentId.Main), "s", RunId.Parse("r"));

    private readonly ScriptedConnector _connector = new();
    private readonly McpPart _part;

    public McpServerTests()
    {
        _part = new McpPart([new McpServer("one"), new McpServer("two")], _connector);
        Parts = [_part];
    }

    private GatewayContext Started => Gateway.Gateway;

    [Fact]
    public async Task Servers_start_with_the_first_run_and_offer_their_tools_under_their_names()
    {
        var host = _part.Host(Started);
        Assert.Equal(0, _connector.Attempts);
        Assert.Empty(host.ToolsOf(Context));
        await host.PrepareAsync(Context, CancellationToken.None);
        Assert.Equal(2, _connector.Attempts);
        Assert.Equal(["one__do_it", "two__do_it"], host.ToolsOf(Context).Select(tool => tool.Tool.Name));
        Assert.Equal("do.it: {}", TextOf(await host.InvokeAsync(Context, new ToolInvocation("c", "one__do_it", "{}"), CancellationToken.None)));
        await host.PrepareAsync(Context, CancellationToken.None);
        Assert.Equal(2, _connector.Attempts);
    }

    [Fact]
    public async Task A_dead_server_is_an_error_of_the_call_and_comes_back_after_a_growing_wait()
    {
        var host = _part.Host(Started);
        await host.PrepareAsync(Context, CancellationToken.None);
        _connector.Fails = true;
        var first = _connector.Latest("one");
        first.Die("crashed");
        await first.Disposed.WaitAsync(TimeSpan.FromSeconds(60));
        await host.InvokeAsync(Context, new ToolInvocation("c", "one__do_it", "{}"), CancellationToken.None);

        // What the server's actor told its parent came before this second question.
        var result = await host.InvokeAsync(Context, new ToolInvocation("c", "one__do_it", "{}"), CancellationToken.None);
        Assert.Equal((true, "The server one is down: crashed."), (result.IsError, TextOf(result)));

        // The second server goes on, and so does the gateway.
        Assert.Equal(["two__do_it"], host.ToolsOf(Context).Select(tool => tool.Tool.Name));

        var attempts = _connector.Attempts;
        Advance(McpServerActor.FirstDelay);
        await _connector.AttemptedAsync(attempts + 1);
        Assert.Equal("The server one is down: no.", TextOf(await host.InvokeAsync(Context, new ToolInvocation("c", "one__do_it", "{}"), CancellationToken.None)));
        _connector.Fails = false;
        Advance(McpServerActor.FirstDelay);
        Assert.Equal(attempts + 1, _connector.Attempts);
        Advance(McpServerActor.FirstDelay);
        await _connector.AttemptedAsync(attempts + 2);
        await host.PrepareAsync(Context, CancellationToken.None);
        Assert.Equal(2, host.ToolsOf(Context).Length);
    }

    [Fact]
    public async Task A_server_that_comes_up_too_late_is_ended_again()
    {
        _connector.Late = new TaskCompletionSource<IMcpConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(McpServerActor.Props(new McpServer("one"), _connector, Time, NullLogger<McpServerActor>.Instance));
        actor.Tell(new McpProtocol.GetConnection("one"), TestActor);
        await _connector.AttemptedAsync(1);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor, TimeSpan.FromSeconds(60));

        var late = new ScriptedConnection();
        _connector.Late.SetResult(late);
        await late.Disposed.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static string TextOf(ToolResult result) => ((MessageContent.Text)result.Content[0]).Value;

    private sealed class ScriptedConnector : IMcpConnector
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, ScriptedConnection> _latest = [];
        private readonly Channel<int> _attempted = Channel.CreateUnbounded<int>();
        private int _attempts;

        public volatile bool Fails;

        /// <summary>What a connection that takes its time waits for; null for one that is there at once.</summary>
        public TaskCompletionSource<IMcpConnection>? Late { get; set; }

        public int Attempts => Volatile.Read(ref _attempts);

        public Task<IMcpConnection> ConnectAsync(McpServer server, CancellationToken cancel)
        {
            _attempted.Writer.TryWrite(Interlocked.Increment(ref _attempts));
            if (Fails)
            {
                return Task.FromException<IMcpConnection>(new McpUnavailableException("no"));
            }

            if (Late is { } late)
            {
                return late.Task;
            }

            lock (_lock)
            {
                return Task.FromResult<IMcpConnection>(_latest[server.Name] = new ScriptedConnection());
            }
        }

        public ScriptedConnection Latest(string server)
        {
            lock (_lock)
            {
                return _latest[server];
            }
        }

        public async Task AttemptedAsync(int count)
        {
            while (await _attempted.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)) < count)
            {
            }
        }
    }

    private sealed class ScriptedConnection : IMcpConnection
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ImmutableArray<ToolDefinition> Tools { get; } = [new ToolDefinition(new ModelTool("do.it", "does it", """{"type":"object"}"""), true, ToolGroups.Mcp)];

        public Task<string> Closed => _closed.Task;

        public Task<ToolResult> CallAsync(string tool, string argumentsJson, CancellationToken cancel) => Task.FromResult(ToolResult.Of($"{tool}: {argumentsJson}"));

        public void Die(string reason) => _closed.TrySetResult(reason);

        public Task Disposed => _disposed.Task;

        public ValueTask DisposeAsync()
        {
            _disposed.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
