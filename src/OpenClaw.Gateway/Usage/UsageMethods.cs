using Microsoft.Extensions.Logging;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Usage;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Usage;

/// <summary><c>usage.cost</c>, <c>usage.status</c> and <c>sessions.usage</c>: read from the rows that runs leave when they end, at the prices that are configured now.</summary>
/// <param name="index">Has the rows.</param>
/// <param name="models">Knows the prices.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class UsageMethods(IStateIndex index, IModelCatalog models, TimeProvider time, ILogger<UsageMethods> log) : IMethodModule
{
    private const int DefaultSessions = 50;
    private const int MaxSessions = 1000;

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
    private void Answer(ReplyTo replyTo, UsageQuery query, Func<UsageRow, bool> isWanted, Func<IReadOnlyList<UsageRow>, ValueTask<ReadOnlyMemory<byte>>> encode) =>
        replyTo.Detach(log, "usage cannot be read at the moment", async () =>
        {
            var rows = await index.ReadAllAsync<UsageRow>(UsageRow.Collection, time.GetUtcNow()).ConfigureAwait(false);
            replyTo.Succeed(await encode([.. rows.Where(row => query.DayOf(row.At) >= query.First && query.DayOf(row.At) <= query.Last && isWanted(row))]).ConfigureAwait(false));
        });
}
