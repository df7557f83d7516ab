using System.Threading.Channels;
using OpenClaw.Domain.Journal;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Gateway.Usage;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Usage;

/// <summary>More questions for usage than a disk can answer at a time.</summary>
public sealed class UsageLoadTests : RunsFixture
{
    private readonly SlowIndex _index = new();

    internal override IStateIndex UsageIndex(IStateIndex stored) => _index;

    [Fact]
    public async Task A_few_read_at_a_time_some_wait_and_more_are_refused_for_now()
    {
        const int room = UsageMethods.AtOnce + UsageMethods.MaxWaiting;
        for (var i = 1; i <= room + 1; i++)
        {
            Call(i % 2 == 0 ? MethodNames.UsageCost : MethodNames.SessionsUsage, $"q{i}");
        }

        var refused = await ExpectResponseAsync($"q{room + 1}");
        var answered = 0;
        for (var i = 0; i < room; i++)
        {
            (await _index.Readings.Reader.ReadAsync(Deadline)).SetResult();
            answered += (await ExpectAsync(static frame => frame.Kind == "res", "an answer")).Error is null ? 1 : 0;
        }

        Assert.Equal(("UNAVAILABLE", true), (refused.Error!.Code, refused.Error.Retryable));
        Assert.Equal(room, answered);
        Assert.Equal(UsageMethods.AtOnce, _index.MostAtOnce);
        Call(MethodNames.UsageCost, "later");
        (await _index.Readings.Reader.ReadAsync(Deadline)).SetResult();
        Assert.Null((await ExpectResponseAsync("later")).Error);
    }

    /// <summary>Answers a reading when it is told to.</summary>
    private sealed class SlowIndex : IStateIndex
    {
        private int _reading;

        public Channel<TaskCompletionSource> Readings { get; } = Channel.CreateUnbounded<TaskCompletionSource>();

        public int MostAtOnce { get; private set; }

        public async Task<IReadOnlyList<T>> ReadAllAsync<T>(string collection, DateTimeOffset now) where T : class
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _reading));
            var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Readings.Writer.TryWrite(goOn);
            await goOn.Task;
            Interlocked.Decrement(ref _reading);
            return [];
        }

        public Task<IReadOnlyDictionary<string, T>> FindAsync<T>(string collection, IReadOnlyCollection<string> keys) where T : class =>
            Task.FromResult<IReadOnlyDictionary<string, T>>(new Dictionary<string, T>());

        public Task DeleteExpiredAsync(DateTimeOffset now) => Task.CompletedTask;
    }
}
