using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class LanesTests
{
    [Fact]
    public void Places_are_given_first_come_first_served()
    {
        var lanes = Lanes.Create(new LaneLimits(1, 1, 1, 1));
        lanes = lanes.Enter("main", RunId.Parse("a"), out var a).Enter("main", RunId.Parse("b"), out var b).Enter("main", RunId.Parse("c"), out _);

        Assert.True(a);
        Assert.False(b);
        lanes = lanes.Leave("main", RunId.Parse("b"), out var afterWithdrawal);
        Assert.Null(afterWithdrawal);
        lanes.Leave("main", RunId.Parse("a"), out var next);
        Assert.Equal(RunId.Parse("c"), next);
    }

    [Fact]
    public void A_machine_of_any_size_runs_at_least_eight() =>
        Assert.Equal((8, 8, 64), (LaneLimits.For(1).MainLimit, LaneLimits.For(2).MainLimit, LaneLimits.For(16).MainLimit));

    [Fact]
    public void A_lane_never_runs_more_than_its_limit_and_never_idles_while_somebody_waits() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
        {
            const int limit = 2;
            var lanes = Lanes.Create(new LaneLimits(limit, 1, 1, 1));
            foreach (var step in steps)
            {
                var run = RunId.Parse($"r{step % 6}");
                lanes = step < 128 ? lanes.Enter("main", run, out _) : lanes.Leave("main", run, out _);
                if (lanes.Running("main") > limit || (lanes.Waiting("main") > 0 && lanes.Running("main") < limit))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
}
