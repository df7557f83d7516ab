using Akka.Actor;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Tests.AgentRuns;

namespace OpenClaw.Gateway.Tests.Sessions;

public sealed class SessionViewerTests : GatewayTest
{
    public SessionViewerTests() => Parts = [new ViewersPart()];

    [Fact]
    public async Task What_a_client_shows_stands_in_its_row_until_it_shows_something_else()
    {
        var (admin, _) = await ConnectAsync();
        var (page, _) = await ConnectAsync("test", "test", instanceId: "page", device: 4);
        var answer = await page.CallAsync("sessions.viewers.set", """{"sessionKeys":["main","agent:main:main","NOPE","nope"],"agentId":"main"}""");
        Assert.Equal("""{"sessionKeys":["agent:main:main","agent:main:nope"]}""", answer.GetRawText());
        Assert.Equal("""["agent:main:main","agent:main:nope"]""", await WatchedAsync(admin));

        await page.CallAsync("sessions.viewers.set", """{"sessionKeys":[]}""");
        Assert.Null(await WatchedAsync(admin));
    }

    [Fact]
    public async Task The_others_are_told()
    {
        var (admin, _) = await ConnectAsync();
        var (page, _) = await ConnectAsync("test", "test", instanceId: "page", device: 4);
        Advance(TimeSpan.FromMilliseconds(100));
        await admin.EventAsync("presence");
        await page.CallAsync("sessions.viewers.set", """{"sessionKeys":["main"]}""");
        Advance(TimeSpan.FromMilliseconds(100));
        var row = (await admin.EventAsync("presence")).GetProperty("payload").GetProperty("presence")[1];
        Assert.Equal("""["agent:main:main"]""", row.GetProperty("watchedSessions").GetRawText());
    }

    [Fact]
    public async Task A_client_without_a_row_is_answered_all_the_same()
    {
        var (admin, _) = await ConnectAsync();
        Assert.Equal("""{"sessionKeys":["agent:main:main"]}""", (await admin.CallAsync("sessions.viewers.set", """{"sessionKeys":["main"]}""")).GetRawText());
        Assert.Equal(1, (await admin.CallAsync("system-presence")).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"sessionKeys":["agent:nobody:main"]}""", "unknown agent id")]
    [InlineData("""{"sessionKeys":["agent::x"]}""", "invalid session key")]
    [InlineData("""{"sessionKeys":[""]}""", "at /sessionKeys/0")]
    [InlineData("{}", "sessionKeys")]
    public async Task A_key_that_is_none_changes_nothing(string parameters, string said)
    {
        var (page, _) = await ConnectAsync("test", "test", instanceId: "page", device: 4);
        await page.CallAsync("sessions.viewers.set", """{"sessionKeys":["main"]}""");
        var error = await page.ErrorAsync("sessions.viewers.set", parameters);
        Assert.Contains(said, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("""["agent:main:main"]""", await WatchedAsync(page));
    }

    private static async Task<string?> WatchedAsync(FakeSocket client) =>
        (await client.CallAsync("system-presence"))[1].TryGetProperty("watchedSessions", out var watched) ? watched.GetRawText() : null;

    private sealed class ViewersPart : IGatewayPart
    {
        public string Name => "viewers";

        public Props? Props(GatewayContext gateway) => null;

        public IEnumerable<IMethodModule> Modules(GatewayContext gateway, IActorRef self) =>
            [new SessionViewerMethods(gateway.Presence, new AgentDirectory(() => gateway.Configuration().Value.Agents, new ScriptedCatalog()))];
    }
}
