using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Tests.Sessions;

public sealed class ResetRuleTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

    [Theory]
    [InlineData("2026-07-01T01:59", "2026-07-01T02:01", true)] // 03:59 and 04:01 there
    [InlineData("2026-07-01T02:01", "2026-07-01T21:00", false)]
    [InlineData("2026-07-01T02:01", "2026-07-02T01:59", false)]
    [InlineData("2026-07-01T02:01", "2026-07-02T02:00", true)]
    [InlineData("2026-06-01T12:00", "2026-07-02T01:00", true)]
    public void A_day_begins_at_its_hour_in_its_own_zone(string last, string now, bool isOver) =>
        Assert.Equal(isOver, new ResetRule(4, null).IsOver(At(last), At(now), s_zone));

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void Silence_ends_a_conversation(int minutes, bool isOver) =>
        Assert.Equal(isOver, new ResetRule(null, TimeSpan.FromMinutes(30)).IsOver(At("2026-07-01T00:00"), At("2026-07-01T00:00").AddMinutes(minutes), TimeZoneInfo.Utc));

    [Fact]
    public void Never_is_never() => Assert.False(ResetRule.Never.IsOver(DateTimeOffset.UnixEpoch, At("2026-07-01T00:00"), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("agent:main:main", 1)]
    [InlineData("agent:main:telegram:group:-1", 2)]
    [InlineData("agent:main:telegram:group:-1:topic:7", 3)]
    [InlineData("agent:main:slack:channel:c:thread:t", 3)]
    public void Each_kind_of_conversation_follows_its_rule(string key, int hour)
    {
        var policy = new ResetPolicy(ResetRule.Never, Direct: new ResetRule(1, null), Group: new ResetRule(2, null), Thread: new ResetRule(3, null));

        Assert.Equal(hour, policy.Of(SessionKey.Parse(key)).AtHour);
    }

    [Fact]
    public void Where_no_rule_is_given_the_default_applies() => Assert.Equal(4, new ResetPolicy(new ResetRule(4, null)).Of(SessionKey.Parse("agent:main:telegram:group:-1")).AtHour);

    private static DateTimeOffset At(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
