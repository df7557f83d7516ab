using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>A changed configuration file counts at once: for who comes, and for who is there.</summary>
public sealed class CredentialRotationTests
{
    private const string New = "another-token-9876543210";

    private static string Config(string token, string more = "") => $$"""{ gateway: { mode: "local", auth: { mode: "token", token: "{{token}}" }{{more}} } }""";

    [Fact, Trait("Statement", "TRB-04")]
    public async Task A_new_token_in_the_file_closes_the_old_ones_connections_and_opens_to_the_new_one()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Config(DaemonUnderTest.Token));
        using var silent = await daemon.ConnectAsync();
        await daemon.WriteConfigAsync(Config(New));

        // The silent connection is closed without asking for anything, with the code that its clients know.
        await silent.ReceiveToEndAsync();
        Assert.Equal((4001, "gateway auth changed"), ((int)silent.CloseCode!, silent.CloseReason));

        using var late = await daemon.OpenAsync();
        await late.ReceiveAsync();
        await late.SendAsync(RawClient.ConnectFrame(DaemonUnderTest.Token));
        Assert.Equal("AUTH_TOKEN_MISMATCH", Code(await late.ReceiveAsync()));

        using var current = await daemon.OpenAsync();
        await current.HandshakeAsync(New);
        Assert.True((await current.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_file_that_could_not_start_a_gateway_changes_nothing()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Config(DaemonUnderTest.Token));
        using var client = await daemon.ConnectAsync();
        foreach (var bad in new[] { "{ gateway: { mode: ", "{ gateway: { mode: 'local', auth: { mode: 'token' } } }", "{ gateway: { mode: 'local', auth: { mode: 'tokens' } } }" })
        {
            await daemon.WriteConfigAsync(bad);
            await daemon.LogLineAsync("is not used");
            Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
            using var other = await daemon.ConnectAsync();
        }

        await daemon.WriteConfigAsync(Config(New));
        await client.ReceiveToEndAsync();
        Assert.Equal((WebSocketCloseStatus)4001, client.CloseCode);
    }

    [Fact]
    public async Task A_file_without_a_token_changes_nothing_when_none_can_be_made()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Config(DaemonUnderTest.Token), allowUnconfigured: true);
        using var client = await daemon.ConnectAsync();
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(daemon.ConfigFile)!, "gateway.token"));
        await daemon.WriteConfigAsync("{}");
        await daemon.LogLineAsync("is not used");

        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
        using var other = await daemon.ConnectAsync();
    }

    [Fact]
    public async Task A_token_in_an_included_file_counts_as_well()
    {
        await using var daemon = await DaemonUnderTest.StartAsync("""{ gateway: { mode: "local", auth: { $include: "auth.json5" } } }""", ("auth.json5", $$"""{ mode: "token", token: "{{DaemonUnderTest.Token}}" }"""));
        using var client = await daemon.ConnectAsync();
        await daemon.WriteFileAsync("auth.json5", $$"""{ mode: "token", token: "{{New}}" }""");
        await client.ReceiveToEndAsync();
        Assert.Equal((WebSocketCloseStatus)4001, client.CloseCode);
    }

    [Fact]
    public async Task A_change_that_leaves_the_secret_alone_disturbs_nobody()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Config(DaemonUnderTest.Token));
        using var client = await daemon.ConnectAsync();
        await daemon.WriteConfigAsync(Config(DaemonUnderTest.Token, ", controlUi: { allowedOrigins: ['https://claw.example'] }"));
        await daemon.LogLineAsync("configuration read again");
        Assert.True((await client.CallAsync("health")).GetProperty("ok").GetBoolean());
        Assert.Equal(101, (await RawHttp.SendAsync(daemon.Port, "GET /", "claw.example", RawHttp.Upgrade)).Status);
    }

    private static string? Code(JsonElement? frame) => frame!.Value.GetProperty("error").GetProperty("details").GetProperty("code").GetString();
}
