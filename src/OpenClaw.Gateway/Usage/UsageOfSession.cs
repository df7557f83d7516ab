using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Usage;

namespace OpenClaw.Gateway.Usage;

/// <summary>What the runs of one session took.</summary>
/// <param name="Sum">All of them together.</param>
/// <param name="Last">The latest one.</param>
internal sealed record UsageOfSession(UsageSum Sum, UsageRow Last)
{
    /// <summary>The session itself; null when it was deleted, or not looked up.</summary>
    public SessionIndexRow? Row { get; init; }

    /// <summary>The sessions, the dearest first.</summary>
    public static IReadOnlyList<UsageOfSession> Of(IEnumerable<UsageRow> rows, IModelCatalog models, int limit)
    {
        var sessions = new Dictionary<string, UsageOfSession>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var price = models.Find(row.Model)?.Price;
            sessions[row.Session.Value] = sessions.TryGetValue(row.Session.Value, out var known)
                ? new UsageOfSession(known.Sum.Plus(row.Tokens, price), known.Last.At > row.At ? known.Last : row)
                : new UsageOfSession(UsageSum.None.Plus(row.Tokens, price), row);
        }

        return [.. sessions.Values.OrderByDescending(static session => session.Sum.Cost.Total).ThenByDescending(static session => session.Sum.Tokens.Total).Take(limit)];
    }
}
