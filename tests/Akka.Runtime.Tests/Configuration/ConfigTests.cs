using Akka.Configuration;

namespace Akka.Runtime.Tests.Configuration;

public sealed class ConfigTests
{
    [Theory]
    [InlineData("250", 250)]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2 seconds", 2000)]
    [InlineData("3m", 180_000)]
    [InlineData("1 h", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("5000us", 5)]
    [InlineData("7000000 ns", 7)]
    [InlineData("infinite", -1)]
    public void Durations(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Parse($"a = {text}").GetTimeSpan("a").TotalMilliseconds);

    [Theory]
    [InlineData("512", 512)]
    [InlineData("1b", 1)]
    [InlineData("10kB", 10_000)]
    [InlineData("10k", 10_240)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1.5 MiB", 1_572_864)]
    [InlineData("2GB", 2_000_000_000)]
    public void Sizes(string text, long bytes) => Assert.Equal(bytes, Parse($"a = {text}").GetByteSize("a"));

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    public void Booleans(string text, bool expected) => Assert.Equal(expected, Parse($"a = {text}").GetBoolean("a", !expected));

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var config = Parse("i = -42, l = 9000000000, d = 1.25, n = 12.5");
        Assert.Equal(-42, config.GetInt("i"));
        Assert.Equal(9_000_000_000, config.GetLong("l"));
        Assert.Equal(1.25, config.GetDouble("d"));
        Assert.Equal(1.25f, config.GetFloat("d"));
        Assert.Equal(12.5m, config.GetDecimal("n"));
    }

    [Fact]
    public void An_absent_key_gives_the_default()
    {
        var config = ConfigurationFactory.Empty;
        Assert.True(config.IsEmpty);
        Assert.Equal(3, config.GetInt("a", 3));
        Assert.Null(config.GetString("a"));
        Assert.Equal("x", config.GetString("a.b", "x"));
        Assert.Equal(TimeSpan.FromSeconds(1), config.GetTimeSpan("a", TimeSpan.FromSeconds(1)));
        Assert.Null(config.GetByteSize("a"));
        Assert.Empty(config.GetStringList("a"));
        Assert.Null(config.GetConfig("a"));
        Assert.Null(config.GetValue("a"));
        Assert.False(config.HasPath("a"));
    }

    [Theory]
    [InlineData("a.n = ten", "a.n")]
    [InlineData("a.n { x = 1 }", "a.n")]
    [InlineData("a.n = [1]", "a.n")]
    [InlineData("a.n = 99999999999", "a.n")]
    public void A_value_of_the_wrong_kind_names_its_path(string hocon, string path)
    {
        var error = Assert.Throws<ConfigurationException>(() => Parse(hocon).GetInt("a.n"));
        Assert.StartsWith(path + ":", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infinite_is_refused_where_it_makes_no_sense() =>
        Assert.Throws<ConfigurationException>(() => Parse("a = infinite").GetTimeSpan("a", allowInfinite: false));

    [Fact]
    public void Fallback_completes_objects_and_replaces_nothing()
    {
        var config = Parse("a { x = 1, list = [1] }").WithFallback(Parse("a { x = 9, y = 2, list = [7, 8] }, b = 3"));
        Assert.Equal((1, 2, 3), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("b")));
        Assert.Equal([1], config.GetIntList("a.list"));
        Assert.Equal((1, 2), (config.GetConfig("a")!.GetInt("x"), config.GetConfig("a")!.GetInt("y")));
        Assert.Equal(["a", "b"], config.AsEnumerable().Select(item => item.Key));
    }

    [Fact]
    public void Merging_leaves_both_sides_as_they_were()
    {
        var above = Parse("a.x = 1");
        var below = Parse("a.y = 2");
        _ = above.WithFallback(below);
        Assert.False(above.HasPath("a.y"));
        Assert.False(below.HasPath("a.x"));
    }

    [Fact]
    public void Defaults_are_complete_and_parsed_once()
    {
        var config = ConfigurationFactory.Default();
        Assert.Same(config, ConfigurationFactory.Default());
        Assert.Equal("INFO", config.GetString("akka.loglevel"));
        Assert.Equal(30, config.GetInt("akka.actor.default-dispatcher.throughput"));
        Assert.Equal(Timeout.InfiniteTimeSpan, config.GetTimeSpan("akka.actor.ask-timeout"));
        Assert.Equal(["service-requests-done"], config.GetStringList("akka.coordinated-shutdown.phases.service-stop.depends-on"));
        Assert.Equal("akka.actor.mailbox.unbounded-deque-based",
            config.GetString("akka.actor.mailbox.requirements.\"Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics\""));
    }

    [Fact]
    public void A_missing_resource_is_named()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<ConfigTests>("nowhere.conf"));
        Assert.Contains("nowhere.conf", error.Message, StringComparison.Ordinal);
    }

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
