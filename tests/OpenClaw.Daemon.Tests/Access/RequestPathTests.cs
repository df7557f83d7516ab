using OpenClaw.Daemon.Access;

namespace OpenClaw.Daemon.Tests.Access;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/healthz", "/healthz")]
    [InlineData("/hooks/wake?x=../..", "/hooks/wake")]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/caf%C3%A9", "/café")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/%61pi", "/api")]
    [InlineData("/a..b/.well-known", "/a..b/.well-known")]
    public void A_plain_path_has_one_reading(string target, string path)
    {
        Assert.True(RequestPath.TryRead(target, out var read));
        Assert.Equal(path, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("healthz")]
    [InlineData("http://evil.example/")]
    [InlineData("//healthz")]
    [InlineData("/a//b")]
    [InlineData("/a/./b")]
    [InlineData("/a/../b")]
    [InlineData("/..")]
    [InlineData("/%2e%2e/b")]
    [InlineData("/a/%2E/b")]
    [InlineData("/a%2fb")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%5cb")]
    [InlineData("/a\\b")]
    [InlineData("/a%00")]
    [InlineData("/a%0a")]
    [InlineData("/a%7f")]
    [InlineData("/a%252e")]
    [InlineData("/a%25")]
    [InlineData("/a%")]
    [InlineData("/a%4")]
    [InlineData("/a%zz")]
    [InlineData("/a%ff")]
    [InlineData("/a%c0%af")]
    [InlineData("/a b")]
    [InlineData("/caf\u00e9")]
    public void What_has_two_readings_is_refused(string target) => Assert.False(RequestPath.TryRead(target, out _), target);

    [Fact]
    public void A_path_without_end_is_refused() => Assert.False(RequestPath.TryRead("/" + new string('a', RequestPath.MaxLength), out _));
}
