using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class ResumePolicyTests
{
    [Fact]
    public void A_run_that_gets_nowhere_pauses_four_times_as_long_each_time_and_is_given_up_in_the_end()
    {
        var pauses = Enumerable.Range(-1, 8).Select(static failed => ResumePolicy.Default.PauseAfter(failed)?.TotalSeconds);

        Assert.Equal([0, 0, 1, 4, 16, 60, null, null], pauses);
    }
}
