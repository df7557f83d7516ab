using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Runs what needs the server, and again while the server is away: a restart is waited for, a long absence is not.</summary>
internal sealed class PostgreSqlPatience(PostgreSqlAddress server, StoreAvailability availability, TimeProvider time)
{
    /// <summary>How long a call waits for the server: less than the ten seconds after which the runtime gives the call up.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="run">What to do; gets the number of the attempt, from 0. Repeated after failures of the server alone.</param>
    /// <param name="lost">Called after each such failure, before the next attempt.</param>
    /// <param name="patience">How long to try; null for <see cref="Default"/>, or for a single attempt while the server is known to be away.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreUnavailableException">The server did not come back in time.</exception>
    public async Task<T> RunAsync<T>(Func<int, Task<T>> run, Func<ValueTask> lost, TimeSpan? patience = null, CancellationToken cancellationToken = default)
    {
        // Whoever comes while it is away is told so at once; only those who met the failure wait.
        var limit = patience ?? (availability.IsAway ? TimeSpan.Zero : Default);
        var began = time.GetTimestamp();
        var pause = FirstPause;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var result = await run(attempt).ConfigureAwait(false);
                availability.ReportBack();
                return result;
            }
            catch (Exception exception) when (PostgreSqlAddress.IsOutage(exception))
            {
                var explanation = server.Explain(exception);
                availability.ReportAway(explanation);
                await lost().ConfigureAwait(false);
                if (time.GetElapsedTime(began) + pause > limit) throw new StoreUnavailableException(explanation, exception);
            }
            catch (StoreUnavailableException unavailable)
            {
                // Refused for good, until someone does something about it.
                availability.ReportAway(unavailable.Message);
                throw;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
