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
    private readonly Dictionary<AgentId, AgentSessions> _agents = [];

    public SessionProjection(RunServices services) => _services = services;

    public void Set(SessionSummary summary)
    {
        var agent = Agent(summary.Key.Agent);
        if (!_summaries.ContainsKey(summary.Key))
        {
            agent.Count++;
        }

        _summaries[summary.Key] = summary;
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

        // Which one comes up in its place only a look at all of them tells; sessions are rarely deleted.
        var agent = Agent(key.Agent);
        agent.Count--;
        agent.Recent.Clear();
        agent.Recent.AddRange(_summaries.Values.Where(left => left.Key.Agent == key.Agent).OrderByDescending(static left => left.UpdatedAt).Take(AgentFacts.MaxRecent));
        return summary;
    }

    public SessionSummary? Find(SessionKey key) => _summaries.GetValueOrDefault(key);

    public SessionSummary? FindByLabel(string label) =>
        _summaries.Values.FirstOrDefault(summary => string.Equals(summary.Settings.Label, label, StringComparison.Ordinal));

    /// <summary>How many sessions an agent has, and its latest ones, newest first: what health shows.</summary>
    public (int Count, IReadOnlyList<SessionSummary> Recent) OfAgent(AgentId agent) => (Agent(agent).Count, Agent(agent).Recent);

    public SessionSummary? Resolve(SessionsProtocol.Resolve wanted) =>
        wanted.Key is { } key ? Find(key)
        : wanted.SessionId is { } id ? _summaries.Values.FirstOrDefault(summary => summary.SessionId == id)
        : wanted.Label is { } label ? FindByLabel(label)
        : null;

    public ReadOnlyMemory<byte> Describe(SessionKey key) => Payload.Encode(
        new SessionsDescribeResult { Session = Find(key) is { } summary ? SessionRows.ToRow(summary, withLastMessage: true) : null },
        ProtocolJson.Default.SessionsDescribeResult);

    public ReadOnlyMemory<byte> List(SessionsListParams query, DateTimeOffset now)
    {
        var matching = _summaries.Values.Where(summary => Matches(summary, query, now)).OrderByDescending(static summary => summary.UpdatedAt).ToList();
        var offset = (int)Math.Min(query.Offset ?? 0, matching.Count);
        var limit = (int)Math.Min(query.Limit ?? DefaultLimit, MaxLimit);
        var rows = matching.Skip(offset).Take(limit)
            .Select(summary => SessionRows.ToRow(summary, query.IncludeDerivedTitles == true, query.IncludeLastMessage == true))
            .ToList();
        var hasMore = offset + rows.Count < matching.Count;
        var models = _services.Agents.ModelsOf(_services.Agents.Default.Id, null);
        return Payload.Encode(
            new SessionsListResult
            {
                Ts = now.ToUnixTimeMilliseconds(),
                Path = SessionsActor.StorePath,
                Count = rows.Count,
                TotalCount = matching.Count,
                LimitApplied = limit,
                NextOffset = hasMore ? offset + rows.Count : null,
                HasMore = hasMore,
                Defaults = SessionRows.Defaults(models.Primary, _services.Models.Find(models.Primary)?.ContextWindow ?? 200_000),
                Sessions = rows,
            },
            ProtocolJson.Default.SessionsListResult);
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

        // Nothing can be archived yet, and nothing is begun by agents.
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

    // Kept along, because health is told with each change and must not look at all sessions each time.
    private sealed class AgentSessions
    {
        public int Count { get; set; }

        public List<SessionSummary> Recent { get; } = [];
    }
}
