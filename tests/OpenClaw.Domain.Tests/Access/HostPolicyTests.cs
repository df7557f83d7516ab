using System.Net;
using OpenClaw.Domain.Access;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

public sealed class HostPolicyTests
{
    private readonly AccessPolicy _policy = new Handshakes().Policy with { AllowedOrigins = ["https://claw.example", "*"] };

    [Theory]
    [InlineData("127.0.0.1:18789", true)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.:18789", true)]
    [InlineData("[::1]:18789", true)]
    [InlineData("192.168.1.5:18789", true)]
    [InlineData("desk.tail1.ts.net", true)]
    [InlineData("desk:18789", true)]
    [InlineData("Desk.local:18789", true)]
    [InlineData("claw.example:8443", true)]
    [InlineData("rebound.example:18789", false)]
    [InlineData("localhost.rebound.example", false)]
    [InlineData("127.0.0.1.rebound.example", false)]
    [InlineData("evil-ts.net", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_direct_request_must_mean_this_machine(string? host, bool allowed) =>
        Assert.Equal(allowed, HostPolicy.Allows(new ConnectPeer(IPAddress.Loopback, host), _policy, "desk"));

    [Fact]
    public void From_elsewhere_and_through_a_proxy_any_name_may_lead_here()
    {
        Assert.True(HostPolicy.Allows(Remote with { Host = "my.dns.example" }, _policy, "desk"));
        Assert.True(HostPolicy.Allows(Loopback with { Host = "my.dns.example", HasForwardingHeaders = true }, _policy, "desk"));
    }

    [Fact]
    public void An_IPv4_address_in_IPv6_clothes_is_loopback_as_well() =>
        Assert.False(HostPolicy.Allows(new ConnectPeer(IPAddress.Parse("::ffff:127.0.0.1"), "rebound.example"), _policy, "desk"));
}
