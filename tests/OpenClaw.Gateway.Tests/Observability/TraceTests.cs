using System.Collections.Concurrent;
using System.Diagnostics;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Gateway.Tests.Observability;

public sealed class TraceTests
{
    [Fact]
    public async Task A_runs_steps_hang_under_it_and_what_comes_after_stays_in_its_trace()
    {
        var run = RunId.Parse($"traced-{Guid.NewGuid()}");
        var session = SessionKey.Parse("main");
        var ended = new ConcurrentQueue<Activity>();
        using var listener = Listen(run, ended);

        var span = RunTrace.Begin(run, session);
        await new ObservedTools(NoTools.Instance, TimeProvider.System).InvokeAsync(new ToolContext(session, "s", run), new ToolInvocation("c1", "look", "{}"), CancellationToken.None);
        RunTrace.End(span, run, new RunOutcome.Failed(ModelErrorKind.Auth, "the key was refused"));
        RunTrace.Step(run, "delivery")?.Dispose();

        Assert.Null(Activity.Current);
        Assert.Equal(["tool.call", "run", "delivery"], ended.Select(static activity => activity.OperationName));
        Assert.All(ended, activity => Assert.Equal(RunTrace.TraceIdOf(run), activity.TraceId));
        var (tool, whole, delivery) = (ended.ElementAt(0), ended.ElementAt(1), ended.ElementAt(2));
        Assert.Equal(whole.SpanId, tool.ParentSpanId);
        Assert.Equal(whole.ParentSpanId, delivery.ParentSpanId);
        Assert.Equal((ActivityStatusCode.Error, ActivityStatusCode.Error), (tool.Status, whole.Status));
        Assert.Equal(run.Value, whole.GetTagItem("openclaw.run.id"));
        Assert.DoesNotContain(ended, static activity => activity.Tags.Any(static tag => tag.Value?.Contains("the key was refused", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void Nothing_is_made_for_nobody()
    {
        Assert.Null(RunTrace.Step(null, "model.call"));
        Assert.NotEqual(RunTrace.TraceIdOf(RunId.Parse("a")), RunTrace.TraceIdOf(RunId.Parse("b")));
        Assert.Equal(RunTrace.TraceIdOf(RunId.Parse("a")), RunTrace.TraceIdOf(RunId.Parse("a")));
    }

    // Other tests of the assembly run at the same time.
    private static ActivityListener Listen(RunId run, ConcurrentQueue<Activity> ended)
    {
        var trace = RunTrace.TraceIdOf(run);
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == RunTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
