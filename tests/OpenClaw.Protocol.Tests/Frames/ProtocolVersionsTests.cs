using OpenClaw.Protocol.Frames;

namespace OpenClaw.Protocol.Tests.Frames;

public sealed class ProtocolVersionsTests
{
    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(4, 4, 4)]
    [InlineData(3, 4, 4)]
    [InlineData(1, 99, 4)]
    [InlineData(1, 3, 3)]
    [InlineData(1, long.MaxValue, 4)]
    public void Highest_common_version_is_chosen(long min, long max, int version)
    {
        Assert.True(ProtocolVersions.TryNegotiate(min, max, out var chosen));
        Assert.Equal(version, chosen);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 5)]
    [InlineData(99, 99)]
    [InlineData(4, 3)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Ranges_that_do_not_meet_are_refused(long min, long max) => Assert.False(ProtocolVersions.TryNegotiate(min, max, out _));
}
