using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.AgentRuns;

public sealed class ModelRetryTests : RunsFixture
{
    internal override AgentRunOptions Options => base.Options with { Retry = new ModelRetry(2, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30)) };

    [Fact]
    public async Task A_transient_failure_before_the_first_word_is_tried_again_and_then_the_next_model_is_asked()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Unavailable, "first: failed on its side (HTTP 503)."));
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.RateLimited, "first: slow down (HTTP 429).", TimeSpan.FromMilliseconds(5)));
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Timeout, "first: said nothing."));
        (await Catalog["second"].NextCallAsync()).Say("here").Complete();

        var final = await ExpectFinalAsync("req-r1");
        Assert.Equal(("ok", "small"), (final.Text("status"), final["result.meta.agentMeta.model"].GetString()));
    }

    [Fact]
    public async Task What_was_thought_in_an_answer_that_failed_is_no_part_of_the_next_one()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Think("wrong way").Fail(new ModelException(ModelErrorKind.Unavailable, "first: failed on its side (HTTP 503)."));
        (await Model.NextCallAsync()).Think("right way").Say("here").Complete();
        await ExpectFinalAsync("req-r1");

        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        Assert.Equal("right way", history["messages.1.content.0.thinking"].GetString());
    }

    [Fact]
    public async Task A_failure_that_stays_is_not_tried_again()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.Auth, "first: the key was refused (HTTP 401)."));

        (await Catalog["second"].NextCallAsync()).Say("here").Complete();
        await ExpectFinalAsync("req-r1");
    }

    [Fact]
    public async Task A_provider_that_asks_for_a_long_wait_is_passed_over()
    {
        StartAgent("r1", "hi");
        (await Model.NextCallAsync()).Fail(new ModelException(ModelErrorKind.RateLimited, "first: quota used up (HTTP 429).", TimeSpan.FromHours(1)));

        (await Catalog["second"].NextCallAsync()).Say("here").Complete();
        await ExpectFinalAsync("req-r1");
    }
}
