using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Health;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Sessions;

/// <summary>The summaries of all sessions, and the answers that need nothing else. Owned by one actor.</summary>
internal sealed class SessionProjection
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private readonly RunServices _services;
    private readonly Dictionary<SessionKey, SessionSummary> _summaries = [];
    private readonly SortedSet<SessionSummary> _latestFirst = new(LatestFirst.Instance);
    private readonly Dictionary<string, SessionKey> _byLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionKey> _bySessionId = new(StringComparer.Ordinal);
    private readonly Dictionary<AgentId, AgentSessions> _agents = [];

    public SessionProjection(RunServices services) => _services = services;

    public void Set(SessionSummary summary)
    {
        var agent = Agent(summary.Key.Agent);
        if (_summaries.TryGetValue(summary.Key, out var before))
        {
            Forget(before);
        }
        else
        {
            agent.Count++;
        }

        _summaries[summary.Key] = summary;
        _latestFirst.Add(summary);
        _bySessionId[summary.SessionId] = summary.Key;
        if (summary.Settings.Label is { } label)
        {
            _byLabel[label] = summary.Key;
        }

        agent.Recent.RemoveAll(recent => recent.Key == summary.Key);
        var place = agent.Recent.FindIndex(recent => recent.UpdatedAt <= summary.UpdatedAt);
        agent.Recent.Insert(place < 0 ? agent.Recent.Count : place, summary);
        if (agent.Recent.Count > AgentFacts.MaxRecent)
        {
            agent.Recent.RemoveAt(AgentFacts.MaxRecent);
        }
    }

    public SessionSummary? Remove(SessionKey key)
    {
        if (!_summaries.Remove(key, out var summary))
        {
            return null;
        }

        Forget(summary);
        var agent = Agent(key.Agent);
        agent.Count--;
        agent.Recent.Clear();
        agent.Recent.AddRange(_latestFirst.Where(left => left.Key.Agent == key.Agent).Take(AgentFacts.MaxRecent));
        return summary;
    }

    public SessionSummary? Find(SessionKey key) => _summaries.GetValueOrDefault(key);

    public SessionSummary? FindByLabel(string label) =>
        _byLabel.TryGetValue(label, out var key) ? Find(key) : null;

    /// <summary>How many sessions an agent has, and its latest ones, newest first: what health shows.</summary>
    public (int Count, IReadOnlyList<SessionSummary> Recent) OfAgent(AgentId agent) => (Agent(agent).Count, Agent(agent).Recent);

    public SessionSummary? Resolve(SessionsProtocol.Resolve wanted) =>
        wanted.Key is { } key ? Find(key)
        : wanted.SessionId is { } id ? _bySessionId.TryGetValue(id, out var known) ? Find(known) : null
        : wanted.Label is { } label ? FindByLabel(label)
        : null;

    public ReadOnlyMemory<byte> Describe(SessionKey key) => Payload.Encode(
        new SessionsDescribeResult { Session = Find(key) is { } summary ? SessionRows.ToRow(summary, withLastMessage: true) : null },
        ProtocolJson.Default.SessionsDescribeResult);

    public ReadOnlyMemory<byte> List(SessionsListParams query, DateTimeOffset now)
    {
        var limit = (int)Math.Min(query.Limit ?? DefaultLimit, MaxLimit);
        var offset = (int)Math.Min(query.Offset ?? 0, int.MaxValue - limit);
        var (rows, total) = Page(query, now, offset, limit);
        var hasMore = offset + rows.Count < total;
        var models = _services.Agents.ModelsOf(_services.Agents.Default.Id, null);
        return Payload.Encode(
            new SessionsListResult
            {
                Ts = now.ToUnixTimeMilliseconds(),
                Path = SessionsActor.StorePath,
                Count = rows.Count,
                TotalCount = total,
                LimitApplied = limit,
                NextOffset = hasMore ? offset + rows.Count : null,
                HasMore = hasMore,
                Defaults = SessionRows.Defaults(models.Primary, _services.Models.Find(models.Primary)?.ContextWindow ?? 200_000),
                Sessions = rows,
            },
            ProtocolJson.Default.SessionsListResult);
    }

    /// <summary>Rows in their order, and how many there are in all. Without a filter nothing is looked at behind the page.</summary>
    private (List<SessionRow> Rows, int Total) Page(SessionsListParams query, DateTimeOffset now, int offset, int limit)
    {
        var rows = new List<SessionRow>(Math.Min(limit, _summaries.Count));
        var isFiltered = IsFiltered(query);
        var matching = 0;
        foreach (var summary in _latestFirst)
        {
            if (isFiltered && !Matches(summary, query, now))
            {
                continue;
            }

            if (matching >= offset && rows.Count < limit)
            {
                rows.Add(SessionRows.ToRow(summary, query.IncludeDerivedTitles == true, query.IncludeLastMessage == true));
            }

            matching++;
            if (!isFiltered && rows.Count == limit)
            {
                break;
            }
        }

        return (rows, isFiltered ? matching : _summaries.Count);
    }

    private static bool IsFiltered(SessionsListParams query) =>
        query.IncludeGlobal == false || query.IncludeUnknown == false || query.SpawnedBy is not null || query.Archived is { ValueKind: System.Text.Json.JsonValueKind.True }
        || query.AgentId is not null || query.Label is not null || query.ActiveMinutes is not null || !string.IsNullOrWhiteSpace(query.Search);

    private void Forget(SessionSummary summary)
    {
        _latestFirst.Remove(summary);
        if (_bySessionId.TryGetValue(summary.SessionId, out var known) && known == summary.Key)
        {
            _bySessionId.Remove(summary.SessionId);
        }

        if (summary.Settings.Label is { } label && _byLabel.TryGetValue(label, out var owner) && owner == summary.Key)
        {
            _byLabel.Remove(label);
        }
    }

    private static bool Matches(SessionSummary summary, SessionsListParams query, DateTimeOffset now)
    {
        if (query.IncludeGlobal == false && summary.Key.Kind == SessionKind.Global)
        {
            return false;
        }

        if (query.IncludeUnknown == false && summary.Key.Kind == SessionKind.Unknown)
        {
            return false;
        }

        // Nothing can be archived, and the index does not say who asked for a sub-agent.
        if (query.SpawnedBy is not null || query.Archived is { ValueKind: System.Text.Json.JsonValueKind.True })
        {
            return false;
        }

        return (query.AgentId is null || string.Equals(query.AgentId, summary.Key.Agent.Value, StringComparison.OrdinalIgnoreCase))
            && (query.Label is null || query.Label == summary.Settings.Label)
            && (query.ActiveMinutes is not { } minutes || now - summary.UpdatedAt <= TimeSpan.FromMinutes(Math.Min(minutes, 10_000_000)))
            && (string.IsNullOrWhiteSpace(query.Search) || Contains(summary, query.Search.Trim()));
    }

    private static bool Contains(SessionSummary summary, string text) =>
        summary.Key.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
        || summary.Settings.Label?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || summary.Title?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private AgentSessions Agent(AgentId id)
    {
        if (!_agents.TryGetValue(id, out var agent))
        {
            _agents.Add(id, agent = new AgentSessions());
        }

        return agent;
    }

    // Keys make the order total: a set would take sessions of the same instant for one.
    private sealed class LatestFirst : IComparer<SessionSummary>
    {
        public static readonly LatestFirst Instance = new();

        public int Compare(SessionSummary? x, SessionSummary? y)
        {
            var byTime = y!.UpdatedAt.CompareTo(x!.UpdatedAt);
            return byTime != 0 ? byTime : string.CompareOrdinal(x.Key.Value, y.Key.Value);
        }
    }

    // Kept along, because health is told with each change and must not look at all sessions each time.
    private sealed class AgentSessions
    {
        public int Count { get; set; }

        public List<SessionSummary> Recent { get; } = [];
    }
}
