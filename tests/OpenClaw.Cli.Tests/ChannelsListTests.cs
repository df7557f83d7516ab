using System.Text.Json;

namespace OpenClaw.Cli.Tests;

/// <summary><c>channels list</c>: the channels that are set up, or all of them.</summary>
public sealed class ChannelsListTests : GatewayCommandTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Gateway.On("channels.status", """
            {"channelOrder":["telegram","matrix"],"channelLabels":{"telegram":"Telegram"},"channels":{"matrix":{"configured":false}},
             "channelAccounts":{"telegram":[{"accountId":"default","configured":true,"running":true},{"accountId":"second","configured":true,"enabled":false}]}}
            """);
    }

    [Fact]
    public async Task Accounts_of_channels_that_are_set_up_are_listed()
    {
        Assert.Equal(0, await Run.RunAsync("channels", "list"));
        Assert.Equal("Chat channels:\n- Telegram default: configured, running\n- Telegram second: disabled, configured\n", Run.Out.Text);
    }

    [Fact]
    public async Task All_lists_the_others_too()
    {
        Assert.Equal(0, await Run.RunAsync("channels", "list", "--all"));
        Assert.Contains("\n- matrix: not configured\n", Run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_a_map_by_channel()
    {
        Assert.Equal(0, await Run.RunAsync("channels", "list", "--json"));
        Assert.Equal(
            """{"chat":{"telegram":{"accounts":["default","second"],"label":"Telegram","installed":true,"origin":"configured"}}}""",
            JsonSerializer.Serialize(JsonDocument.Parse(Run.Out.Text).RootElement));
    }

    [Fact]
    public async Task None_is_told()
    {
        Gateway.On("channels.status", """{"channelOrder":[],"channelLabels":{},"channels":{},"channelAccounts":{}}""");
        Assert.Equal(0, await Run.RunAsync("channels", "list"));
        Assert.Equal("Chat channels:\n- none configured\n", Run.Out.Text);
    }
}
