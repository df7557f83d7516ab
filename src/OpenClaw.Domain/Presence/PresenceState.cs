using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Domain.Presence;

/// <summary>Who is there: rows by case-insensitive key, in memory only. Immutable.</summary>
/// <remarks>
/// A row is keyed by its instance id, else its device id, else something that names it alone. A row with a connection lives as long as that;
/// any other lives <see cref="TimeToLive"/> from its last change. At <see cref="MaxEntries"/> the oldest row makes room, disconnected ones first.
/// </remarks>
public sealed record PresenceState
{
    /// <summary>How long a row without a connection stays.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(5);

    /// <summary>Most rows besides the gateway's own.</summary>
    public const int MaxEntries = 200;

    /// <summary>Most sessions that a row names, however many connections stand behind it: every client is sent every row.</summary>
    public const int MaxWatchedSessions = 32;

    private PresenceState(PresenceEntry self) => Self = self;

    /// <summary>The gateway's own row; always there, never expires.</summary>
    public PresenceEntry Self { get; private init; }

    /// <summary>Rises with every visible change.</summary>
    public long Version { get; private init; } = 1;

    private ImmutableDictionary<string, PresenceEntry> Entries { get; init; } =
        ImmutableDictionary.Create<string, PresenceEntry>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Presence of a gateway that has just started.</summary>
    public static PresenceState StartedBy(PresenceEntry self) => new(self);

    /// <summary>How many rows there are besides the gateway's own.</summary>
    public int Count => Entries.Count;

    /// <summary>All rows: the gateway's own, then the others, newest change first.</summary>
    public IEnumerable<PresenceEntry> Rows =>
        Entries.Values.OrderByDescending(entry => entry.At).ThenBy(entry => entry.Text, StringComparer.Ordinal).Prepend(Self);

    /// <summary>Clients that leave no row: the CLI and probes come and go by the dozen, and so do programs that name no installation.</summary>
    /// <param name="mode">The client's mode.</param>
    /// <param name="instanceId">Its installation, if it names one.</param>
    /// <param name="deviceId">Its device, if it proved one.</param>
    public static bool IsListed(string mode, string? instanceId, string? deviceId) => mode switch
    {
        "cli" or "probe" => false,
        "backend" => instanceId is not null || deviceId is not null,
        _ => true,
    };

    /// <summary>A client connected.</summary>
    /// <param name="connectionId">The connection that now stands behind the row.</param>
    /// <param name="entry">The row as this connection gives it.</param>
    public PresenceState Connected(string connectionId, PresenceEntry entry)
    {
        var key = entry.InstanceId ?? entry.DeviceId ?? connectionId;
        var known = Entries.GetValueOrDefault(key);
        return With(key, entry with
        {
            Ip = BetterIp(entry.Ip, known?.Ip),
            LastInputSeconds = entry.LastInputSeconds ?? known?.LastInputSeconds,
            Tags = entry.Tags.IsEmpty ? known?.Tags ?? [] : entry.Tags,
            Connections = (known?.Connections ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty).SetItem(connectionId, []),
            WatchedSessions = known?.WatchedSessions ?? [],
        });
    }

    /// <summary>A connection ended. The row stays, marked, until its time is over; unless another connection stands behind it too.</summary>
    public PresenceState Disconnected(string connectionId, DateTimeOffset now)
    {
        if (KeyOf(connectionId) is not { } key)
        {
            return this;
        }

        var entry = Entries[key];
        var rest = entry.Connections.Remove(connectionId);
        return rest.IsEmpty
            ? With(key, entry with { Connections = rest, WatchedSessions = [], Reason = "disconnect", At = now })
            : Showing(key, entry, rest);
    }

    /// <summary>A client shows these sessions, and no others. The same state for a client without a row.</summary>
    /// <param name="connectionId">The connection on which it says so.</param>
    /// <param name="sessions">Their keys.</param>
    public PresenceState Watching(string connectionId, ImmutableArray<string> sessions) =>
        KeyOf(connectionId) is { } key ? Showing(key, Entries[key], Entries[key].Connections.SetItem(connectionId, sessions)) : this;

    /// <summary>A machine reported itself (<c>system-event</c>). What it does not say stays as it was.</summary>
    public PresenceState Noted(PresenceEntry note)
    {
        var key = note.InstanceId ?? note.DeviceId ?? note.Host ?? note.Ip ?? note.Text;
        var known = Entries.GetValueOrDefault(key);
        return With(key, known is null ? note with { Ip = BetterIp(note.Ip, null) } : known with
        {
            Text = note.Text,
            At = note.At,
            Host = note.Host ?? known.Host,
            Ip = BetterIp(note.Ip, known.Ip),
            Version = note.Version ?? known.Version,
            Platform = note.Platform ?? known.Platform,
            DeviceFamily = note.DeviceFamily ?? known.DeviceFamily,
            ModelIdentifier = note.ModelIdentifier ?? known.ModelIdentifier,
            Mode = note.Mode ?? known.Mode,
            Reason = note.Reason ?? known.Reason,
            DeviceId = note.DeviceId ?? known.DeviceId,
            InstanceId = note.InstanceId ?? known.InstanceId,
            LastInputSeconds = note.LastInputSeconds ?? known.LastInputSeconds,
            Roles = [.. known.Roles.Union(note.Roles)],
            Scopes = [.. known.Scopes.Union(note.Scopes)],
            Tags = note.Tags.IsEmpty ? known.Tags : note.Tags,
        });
    }

    /// <summary>Drops the rows whose time is over. The same state when there are none.</summary>
    public PresenceState Expired(DateTimeOffset now)
    {
        var dead = Entries.Where(e => !e.Value.IsConnected && e.Value.At + TimeToLive <= now).Select(e => e.Key).ToList();
        return dead.Count == 0 ? this : this with { Entries = Entries.RemoveRange(dead), Version = Version + 1 };
    }

    /// <summary>When the next row's time is over; null when no row can expire.</summary>
    public DateTimeOffset? NextExpiry
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var entry in Entries.Values)
            {
                if (!entry.IsConnected && (next is null || entry.At + TimeToLive < next))
                {
                    next = entry.At + TimeToLive;
                }
            }

            return next;
        }
    }

    private string? KeyOf(string connectionId)
    {
        foreach (var (key, entry) in Entries)
        {
            if (entry.Connections.ContainsKey(connectionId))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The connections behind a row, or what they show, are others. Visible only where the sessions together are.</summary>
    private PresenceState Showing(string key, PresenceEntry entry, ImmutableDictionary<string, ImmutableArray<string>> connections)
    {
        ImmutableArray<string> watched =
            [.. connections.Values.SelectMany(static keys => keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxWatchedSessions)];
        var changed = entry with { Connections = connections };
        return watched.SequenceEqual(entry.WatchedSessions)
            ? this with { Entries = Entries.SetItem(key, changed) }
            : With(key, changed with { WatchedSessions = watched });
    }

    private PresenceState With(string key, PresenceEntry entry)
    {
        var entries = Entries.SetItem(key, entry);
        if (entries.Count > MaxEntries)
        {
            entries = entries.Remove(entries.Where(e => !key.Equals(e.Key, StringComparison.OrdinalIgnoreCase))
                .MinBy(e => (e.Value.IsConnected, e.Value.At)).Key);
        }

        return this with { Entries = entries, Version = Version + 1 };
    }

    /// <summary>A loopback address says nothing about where a client is, so it never replaces one that does, and is not shown by itself.</summary>
    private static string? BetterIp(string? reported, string? known) =>
        reported is not null && !(IPAddress.TryParse(reported, out var address) && IPAddress.IsLoopback(address)) ? reported : known;
}
