using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Tests.Contract;

/// <summary>What runs count on, whichever host carries out their calls. A subclass names the host and one call that works.</summary>
public abstract class ToolHostContract : IAsyncLifetime
{
    internal static readonly ToolContext Context = new(SessionKey.MainOf(AgentId.Main), "session", RunId.Parse("run"));

    internal IToolHost Host { get; private set; } = null!;

    /// <summary>A tool, arguments with which it works, and a piece of what it then says.</summary>
    internal abstract (string Tool, string Arguments, string Says) Working { get; }

    internal abstract Task<IToolHost> StartAsync();

    public async Task InitializeAsync()
    {
        Host = await StartAsync();
        await Host.PrepareAsync(Context, CancellationToken.None);
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Tools_have_names_that_services_take_and_schemas_that_are_objects()
    {
        var tools = Host.ToolsOf(Context);
        Assert.NotEmpty(tools);
        Assert.Equal(tools.Length, tools.Select(tool => tool.Tool.Name).Distinct().Count());
        Assert.All(tools, tool =>
        {
            Assert.Matches(new Regex("^[A-Za-z0-9_-]{1,64}$"), tool.Tool.Name);
            using var schema = JsonDocument.Parse(tool.Tool.ParametersSchemaJson);
            Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
        });
    }

    [Fact]
    public async Task A_call_that_works_is_no_error()
    {
        var result = await CallAsync(Working.Tool, Working.Arguments);
        Assert.False(result.IsError);
        Assert.Contains(Working.Says, TextOf(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_mix()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CallAsync(Working.Tool, Working.Arguments)));
        Assert.All(results, result => Assert.Contains(Working.Says, TextOf(result), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":}")]
    public async Task Arguments_that_are_none_are_an_error_of_the_call(string arguments) => Assert.True((await CallAsync(Working.Tool, arguments)).IsError);

    [Fact]
    public async Task A_tool_that_is_not_there_is_an_error_of_the_call() => Assert.True((await CallAsync("no_such_tool", "{}")).IsError);

    [Fact]
    public async Task A_call_that_was_cancelled_throws_nothing_but_that()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Host.InvokeAsync(Context, new ToolInvocation("c", Working.Tool, Working.Arguments), cancelled.Token));
    }

    private Task<ToolResult> CallAsync(string tool, string arguments) => Host.InvokeAsync(Context, new ToolInvocation("c", tool, arguments), CancellationToken.None).AsTask();

    private static string TextOf(ToolResult result) => string.Join('\n', result.Content.OfType<MessageContent.Text>().Select(text => text.Value));
}
