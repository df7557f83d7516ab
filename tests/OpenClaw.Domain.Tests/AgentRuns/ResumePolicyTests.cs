using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class ResumePolicyTests
{
    [Fact]
    public void A_run_that_gets_nowhere_pauses_longer_each_time_and_is_given_up_in_the_end()
    {
        var pauses = Enumerable.Range(-1, 9).Select(static failed => ResumePolicy.Default.PauseAfter(failed)?.TotalSeconds);

        Assert.Equal([0, 0, 0, 1, 2, 4, 8, null, null], pauses);
    }
}
