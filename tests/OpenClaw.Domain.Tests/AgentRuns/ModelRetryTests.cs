using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class ModelRetryTests
{
    private static readonly ModelRetry Retry = new(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(0, 0.0, 500)]
    [InlineData(0, 1.0, 1000)]
    [InlineData(1, 1.0, 2000)]
    [InlineData(2, 1.0, 4000)]
    public void Waits_double_and_are_spread(int retries, double jitter, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Retry.DelayOf(Failure(ModelErrorKind.Unavailable), retries, jitter));

    [Fact]
    public void The_provider_s_own_wait_counts_when_it_is_longer_and_not_too_long()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), Retry.DelayOf(Failure(ModelErrorKind.RateLimited, 7), 0, 1));
        Assert.Equal(TimeSpan.FromSeconds(4), Retry.DelayOf(Failure(ModelErrorKind.RateLimited, 1), 2, 1));
        Assert.Null(Retry.DelayOf(Failure(ModelErrorKind.RateLimited, 11), 0, 1));
    }

    [Theory]
    [InlineData(ModelErrorKind.Auth)]
    [InlineData(ModelErrorKind.InvalidRequest)]
    [InlineData(ModelErrorKind.Cancelled)]
    public void What_stays_wrong_is_not_tried_again(ModelErrorKind kind) => Assert.Null(Retry.DelayOf(Failure(kind), 0, 1));

    [Fact]
    public void There_is_an_end_to_trying() => Assert.Null(Retry.DelayOf(Failure(ModelErrorKind.Unavailable), 3, 1));

    private static ModelException Failure(ModelErrorKind kind, int? retryAfterSeconds = null) =>
        new(kind, "failed", retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
