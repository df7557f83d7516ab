using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Tests.Contract;

/// <summary>What <see cref="IModelProvider"/> promises, shown on each adapter by a small subclass.</summary>
public abstract class ModelProviderContract : IAsyncLifetime
{
    protected static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>A provider that will answer a question with at least two words.</summary>
    protected abstract IModelProvider Answering();

    /// <summary>A provider that says at least one thing and then stays silent until it is cancelled.</summary>
    protected abstract IModelProvider SilentAfterTheFirstWord();

    protected abstract string Model { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_answer_streams_and_ends_with_exactly_one_completed()
    {
        var events = await ReadAsync(Answering().StreamAsync(Question("one two three"), Deadline));

        Assert.True(events.OfType<ModelEvent.TextDelta>().Count() >= 2, "the answer came in one piece");
        Assert.All(events.OfType<ModelEvent.TextDelta>(), static delta => Assert.NotEmpty(delta.Text));
        Assert.Contains("three", Text(events), StringComparison.Ordinal);
        var completed = Assert.IsType<ModelEvent.Completed>(events[^1]);
        Assert.Equal(StopReason.Stop, completed.Reason);
        Assert.Single(events.OfType<ModelEvent.Completed>());
    }

    [Fact]
    public async Task Two_calls_at_once_do_not_mix()
    {
        var provider = Answering();
        var both = await Task.WhenAll(
            ReadAsync(provider.StreamAsync(Question("one two three"), Deadline)),
            ReadAsync(provider.StreamAsync(Question("one two three"), Deadline)));

        Assert.Equal(Text(both[0]), Text(both[1]));
    }

    [Fact]
    public async Task Cancelling_in_the_middle_ends_the_stream_as_cancelled()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        var failure = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (var next in SilentAfterTheFirstWord().StreamAsync(Question("one two three"), cancel.Token))
            {
                Assert.IsNotType<ModelEvent.Completed>(next);
                await cancel.CancelAsync();
            }
        });

        Assert.Equal(ModelErrorKind.Cancelled, failure.Kind);
    }

    [Fact]
    public async Task A_cancelled_call_never_starts()
    {
        var failure = await Assert.ThrowsAsync<ModelException>(
            () => ReadAsync(Answering().StreamAsync(Question("hello"), new CancellationToken(canceled: true))));

        Assert.Equal(ModelErrorKind.Cancelled, failure.Kind);
    }

    protected static string Text(IEnumerable<ModelEvent> events) =>
        string.Concat(events.OfType<ModelEvent.TextDelta>().Select(static delta => delta.Text));

    protected static async Task<List<ModelEvent>> ReadAsync(IAsyncEnumerable<ModelEvent> stream)
    {
        var events = new List<ModelEvent>();
        await foreach (var next in stream)
        {
            events.Add(next);
        }

        return events;
    }

    protected ModelRequest Question(string text) =>
        new(Model, [ModelMessage.OfText(ModelRole.User, "earlier"), ModelMessage.OfText(ModelRole.Assistant, "yes"), ModelMessage.OfText(ModelRole.User, text)])
        {
            SystemPrompt = "be brief",
        };
}
