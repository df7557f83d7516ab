using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>A request that a proxy on this machine passed on is not this machine's own, however the proxy shows itself.</summary>
public sealed class ForwardedRequestTests : IClassFixture<ForwardedRequestTests.Gateway>
{
    private readonly DaemonUnderTest _daemon;

    public ForwardedRequestTests(Gateway gateway) => _daemon = gateway.Daemon;

    [Theory]
    [InlineData("Forwarded", "for=198.51.100.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("x-forwarded-port", "443")]
    [InlineData("X-Forwarded-Server", "proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("X-Client-IP", "198.51.100.7")]
    [InlineData("CF-Connecting-IP", "198.51.100.7")]
    [InlineData("True-Client-IP", "198.51.100.7")]
    public async Task A_device_behind_a_proxy_is_not_paired_without_a_person(string header, string value)
    {
        using var client = await RawClient.OpenAsync(_daemon.Port, (header, value));
        var answer = await client.ConnectSignedAsync(7, DaemonUnderTest.Token, ["operator.admin"]);
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        Assert.Equal("PAIRING_REQUIRED", answer.GetProperty("error").GetProperty("details").GetProperty("code").GetString());
    }

    public sealed class Gateway : IAsyncLifetime
    {
        internal DaemonUnderTest Daemon { get; private set; } = null!;

        public async Task InitializeAsync() => Daemon = await DaemonUnderTest.StartAsync();

        public async Task DisposeAsync() => await Daemon.DisposeAsync();
    }
}
