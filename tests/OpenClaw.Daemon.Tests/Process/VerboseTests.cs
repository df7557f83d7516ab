using OpenClaw.Daemon.Process;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class VerboseTests
{
    [Fact]
    [Trait("Statement", "RUN-04"), Trait("Statement", "RUN-05"), Trait("Statement", "RUN-06")]
    public async Task Verbose_mirrors_handshakes_requests_responses_and_events_and_no_secret()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(traffic: TrafficView.Full);
        using var client = await daemon.ConnectAsync();
        await client.CallAsync("health");
        await client.CallAsync("system-event", """{"text":"note of the test"}""");
        await client.ReceiveEventAsync("presence");
        await daemon.StopAsync();

        var console = daemon.Output.ToString();
        Assert.Matches("(?i)open, protocol 4, operator gateway-client/backend", console);
        Assert.Matches("<- health r1", console);
        Assert.Matches("-> health r1 ok, \\d+ bytes", console);
        Assert.Matches("-> event presence, \\d+ bytes", console);
        Assert.DoesNotContain(DaemonUnderTest.Token, console, StringComparison.Ordinal);
        Assert.DoesNotContain("note of the test", console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compact_shows_what_came_of_a_request_and_not_that_it_arrived()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(traffic: TrafficView.Compact);
        using var client = await daemon.ConnectAsync();
        await client.CallAsync("health");
        await daemon.StopAsync();

        var console = daemon.Output.ToString();
        Assert.Matches("(?i)open, protocol 4, operator gateway-client/backend", console);
        Assert.Matches("-> health r1 ok, \\d+ bytes", console);
        Assert.DoesNotContain("<- health", console, StringComparison.Ordinal);
        Assert.DoesNotContain("socket from", console, StringComparison.Ordinal);
    }

    [Fact, Trait("Statement", "RUN-07")]
    public async Task Without_verbose_successful_requests_are_not_mirrored()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.ConnectAsync();
        await client.CallAsync("health");
        await daemon.StopAsync();
        Assert.DoesNotContain("health", daemon.Output.ToString(), StringComparison.Ordinal);
    }
}
