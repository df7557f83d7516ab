namespace OpenClaw.Persistence.Sql;

/// <summary>Asks after a store that is away, every second until a call has found it: whoever waits until the gateway is ready sends nothing that would.</summary>
/// <param name="time">The clock.</param>
/// <param name="ask">A call of the store. It reports the store back when it succeeds.</param>
/// <param name="isAway">Whether a failure of the call says no more than that the store is still away.</param>
internal sealed class StoreProbe(TimeProvider time, Func<Task> ask, Func<Exception, bool> isAway) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private Task _asking = Task.CompletedTask;

    /// <summary>The store went away.</summary>
    public void Begin() => _asking = AskAsync();

    /// <summary>Asks no more. Before the store is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task AskAsync()
    {
        for (var isStillAway = true; isStillAway;)
        {
            await Task.Delay(Every, time, _closing.Token).ConfigureAwait(false);
            try
            {
                await ask().ConfigureAwait(false);
                isStillAway = false;
            }
            catch (Exception failure) when (isAway(failure))
            {
                // As has been reported.
            }
        }
    }
}
