using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Tests.Sessions;

public sealed class SessionKeyTests
{
    [Theory]
    [InlineData("main", "agent:main:main", SessionKind.Direct)]
    [InlineData("agent:main:main", "agent:main:main", SessionKind.Direct)]
    [InlineData("Agent:Work:Main", "agent:work:main", SessionKind.Direct)]
    [InlineData("agent:main:telegram:group:-100", "agent:main:telegram:group:-100", SessionKind.Group)]
    [InlineData("agent:main:discord:channel:7:thread:9", "agent:main:discord:channel:7:thread:9", SessionKind.Group)]
    [InlineData("cron:job-1", "agent:main:cron:job-1", SessionKind.Direct)]
    [InlineData("global", "global", SessionKind.Global)]
    [InlineData("unknown", "unknown", SessionKind.Unknown)]
    public void Keys_are_canonical(string text, string canonical, SessionKind kind)
    {
        Assert.True(SessionKey.TryParse(text, AgentId.Main, out var key));
        Assert.Equal((canonical, kind), (key.Value, key.Kind));
        Assert.True(SessionKey.TryParse(canonical, AgentId.Main, out var again));
        Assert.Equal(key, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("agent:")]
    [InlineData("agent:main")]
    [InlineData("agent:main:")]
    [InlineData("agent::main")]
    [InlineData("agent:a/b:main")]
    [InlineData("has space")]
    [InlineData("has\nnewline")]
    public void What_is_no_key_is_refused(string? text) => Assert.False(SessionKey.TryParse(text, AgentId.Main, out _));

    [Fact]
    public void A_key_that_is_too_long_is_refused() => Assert.False(SessionKey.TryParse(new string('x', 513), AgentId.Main, out _));

    /// <summary>What the journal keeps of a key must be one: it is read back at the next start.</summary>
    [Theory]
    [InlineData(501, true)]
    [InlineData(502, false)]
    public void A_short_key_is_a_key_when_its_canonical_form_is_one(int length, bool isKey)
    {
        Assert.Equal(isKey, SessionKey.TryParse(new string('x', length), AgentId.Main, out var key));
        Assert.True(!isKey || SessionKey.TryParse(key.Value, AgentId.Main, out _));
    }

    [Fact]
    public void A_short_key_belongs_to_the_default_agent()
    {
        Assert.True(SessionKey.TryParse("main", AgentId.Parse("work"), out var key));
        Assert.Equal(("agent:work:main", "work", "main", true), (key.Value, key.Agent.Value, key.Rest, key.IsMain));
    }
}
