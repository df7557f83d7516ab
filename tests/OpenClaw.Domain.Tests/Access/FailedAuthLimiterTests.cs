using System.Net;
using OpenClaw.Domain.Access;
using static OpenClaw.Domain.Tests.Access.Handshakes;

namespace OpenClaw.Domain.Tests.Access;

public sealed class FailedAuthLimiterTests
{
    private readonly Handshakes _gateway = new();

    [Fact]
    public void Ten_different_wrong_secrets_lock_an_address_out_for_five_minutes_even_with_the_right_one()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client(token: $"guess {i}"), Remote), "code"));
        }

        var locked = _gateway.Refuse(Client(), Remote);
        Assert.Equal(("AUTH_RATE_LIMITED", "wait_then_retry"), (Detail(locked, "code"), Detail(locked, "recommendedNextStep")));
        Assert.Equal(TimeSpan.FromSeconds(300), locked.RetryAfter);

        _gateway.Now += TimeSpan.FromSeconds(299);
        Assert.Equal(TimeSpan.FromSeconds(1), _gateway.Refuse(Client(), Remote).RetryAfter);
        _gateway.Now += TimeSpan.FromSeconds(1);
        _gateway.Accept(Client(), Remote);
    }

    [Fact]
    public void A_client_with_a_stale_secret_locks_out_that_secret_and_not_the_good_client_beside_it()
    {
        for (var i = 0; i < 30; i++)
        {
            _gateway.Refuse(Client(token: "yesterday's"), Remote);
        }

        Assert.Equal("AUTH_RATE_LIMITED", Detail(_gateway.Refuse(Client(token: "yesterday's"), Remote), "code"));
        _gateway.Accept(Client(), Remote);
    }

    [Fact]
    public void A_success_clears_the_count()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                _gateway.Refuse(Client(token: $"guess {i}"), Remote);
            }

            _gateway.Accept(Client(), Remote);
        }

        Assert.Equal(0, _gateway.Limiter.Count);
    }

    [Fact]
    public void Failures_older_than_a_minute_do_not_count()
    {
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal("AUTH_TOKEN_MISMATCH", Detail(_gateway.Refuse(Client(token: $"guess {i}"), Remote), "code"));
            _gateway.Now += TimeSpan.FromSeconds(7);
        }
    }

    [Fact]
    public void Missing_secrets_do_not_count()
    {
        for (var i = 0; i < 30; i++)
        {
            _gateway.Refuse(Client(token: null), Remote);
        }

        _gateway.Accept(Client(), Remote);
    }

    [Fact]
    public void A_direct_loopback_client_is_exempt_but_a_page_in_its_browser_is_not()
    {
        var page = Loopback with { Origin = "http://localhost:5173" };
        for (var i = 0; i < 15; i++)
        {
            _gateway.Refuse(Client(token: $"guess {i}"));
            _gateway.Refuse(Client(token: $"guess {i}"), page);
        }

        _gateway.Accept(Client());
        Assert.Equal("AUTH_RATE_LIMITED", Detail(_gateway.Refuse(Client(), page), "code"));
        _gateway.Accept(Client(), Loopback with { Origin = "http://localhost:4000" });
    }

    [Fact]
    public void An_ipv6_source_is_its_network()
    {
        for (var i = 0; i < 10; i++)
        {
            _gateway.Refuse(Client(token: $"guess {i}"), Remote with { Address = IPAddress.Parse($"2001:db8:1:2::{i + 1:x}") });
        }

        Assert.Equal("AUTH_RATE_LIMITED", Detail(_gateway.Refuse(Client(), Remote with { Address = IPAddress.Parse("2001:db8:1:2::ffff") }), "code"));
        _gateway.Accept(Client(), Remote with { Address = IPAddress.Parse("2001:db8:1:3::1") });
    }

    [Fact]
    public void Wrong_device_tokens_are_counted_apart_from_the_shared_secret()
    {
        var token = _gateway.Accept(_gateway.Signed(Client("cli", "cli"))).DeviceToken!.Token;
        for (var i = 0; i < 10; i++)
        {
            _gateway.Refuse(_gateway.Signed(Client("cli", "cli", token: null, deviceToken: $"guess {i}")), Remote);
        }

        Assert.Equal("AUTH_RATE_LIMITED", Detail(_gateway.Refuse(_gateway.Signed(Client("cli", "cli", token: null, deviceToken: token)), Remote), "code"));
        _gateway.Accept(_gateway.Signed(Client("cli", "cli")), Remote);
    }

    [Fact]
    public void Remembers_no_more_sources_than_it_may()
    {
        _gateway.Policy = _gateway.Policy with { Limits = FailedAuthLimits.Default with { MaxSources = 5 } };
        for (var i = 1; i < 50; i++)
        {
            _gateway.Refuse(Client(token: "wrong"), Remote with { Address = IPAddress.Parse($"203.0.113.{i}") });
            _gateway.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(5, _gateway.Limiter.Count);
    }
}
