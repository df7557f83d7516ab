using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Usage;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Usage;

/// <summary><c>usage.cost</c>, <c>usage.status</c> and <c>sessions.usage</c>: read from the rows that runs leave when they end, at the prices that are configured now.</summary>
/// <remarks>
/// Each reads every row there is, a year of them at most, so <see cref="AtOnce"/> read at a time, <see cref="MaxWaiting"/> wait, and more are refused: a page that
/// asks again and again must cost no more memory than one that asks once.
/// </remarks>
/// <param name="index">Has the rows.</param>
/// <param name="models">Knows the prices.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
public sealed class UsageMethods(IStateIndex index, IModelCatalog models, TimeProvider time, ILogger<UsageMethods> log) : IMethodModule
{
    /// <summary>Readings at a time.</summary>
    public const int AtOnce = 2;

    /// <summary>Readings that wait for a place.</summary>
    public const int MaxWaiting = 16;

    private const int DefaultSessions = 50;
    private const int MaxSessions = 1000;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _asked;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.UsageStatus, call => call.Succeed(UsageJson.Status(time.GetUtcNow())));
        methods.Add(MethodNames.UsageCost, call =>
        {
            var query = UsageQuery.Of(Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.UsageCostParams), time.GetUtcNow());
            Answer(call.ReplyTo, query, static _ => true, rows => ValueTask.FromResult(UsageJson.Cost(rows, query, models, time.GetUtcNow())));
        });
        methods.Add(MethodNames.SessionsUsage, call =>
        {
            var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SessionsUsageParams);
            var query = UsageQuery.Of(request, time.GetUtcNow());
            var limit = (int)Math.Min(request.Limit ?? DefaultSessions, MaxSessions);
            Answer(
                call.ReplyTo,
                query,
                row => (request.Key is null || row.Session.Value == request.Key) && (request.AgentId is null || row.Session.Agent.Value == request.AgentId),
                async rows => UsageJson.Sessions(rows, query, await ShownAsync(rows, limit).ConfigureAwait(false), models, time.GetUtcNow()));
        });
    }

    private async Task<IReadOnlyList<UsageOfSession>> ShownAsync(IReadOnlyList<UsageRow> rows, int limit)
    {
        var sessions = UsageOfSession.Of(rows, models, limit);
        var known = await index.FindAsync<SessionIndexRow>(SessionIndexRow.Collection, [.. sessions.Select(static session => session.Last.Session.Value)]).ConfigureAwait(false);
        return [.. sessions.Select(session => session with { Row = known.GetValueOrDefault(session.Last.Session.Value) })];
    }

    // Beside the connection's actor: what it reads grows with the year.
    private void Answer(ReplyTo replyTo, UsageQuery query, Func<UsageRow, bool> isWanted, Func<IReadOnlyList<UsageRow>, ValueTask<ReadOnlyMemory<byte>>> encode)
    {
        if (Interlocked.Increment(ref _asked) > AtOnce + MaxWaiting)
        {
            Interlocked.Decrement(ref _asked);
            replyTo.Fail(ProtocolError.Unavailable("too many requests for usage at a time; try again in a moment", retryable: true, retryAfterMs: 1000));
            return;
        }

        replyTo.Detach(log, "usage cannot be read at the moment", async () =>
        {
            await _places.WaitAsync().ConfigureAwait(false);
            try
            {
                var rows = await index.ReadAllAsync<UsageRow>(UsageRow.Collection, time.GetUtcNow()).ConfigureAwait(false);
                replyTo.Succeed(await encode([.. rows.Where(row => query.DayOf(row.At) >= query.First && query.DayOf(row.At) <= query.Last && isWanted(row))]).ConfigureAwait(false));
            }
            finally
            {
                _places.Release();
                Interlocked.Decrement(ref _asked);
            }
        });
    }
}
