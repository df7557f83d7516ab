using System.Collections.Immutable;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>One run as the ledger knows it.</summary>
/// <param name="Run">Its id, which is its idempotency key.</param>
/// <param name="Session">Where it runs.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="EndedAt">When it ended; null while it is in flight.</param>
/// <param name="Report">What it left; null while it is in flight.</param>
public sealed record LedgerEntry(RunId Run, SessionKey Session, DateTimeOffset AcceptedAt, DateTimeOffset? EndedAt, RunReport? Report)
{
    /// <summary>Name of the index's collection in which entries outlive a restart; a row's key is the run's id.</summary>
    public const string Collection = "run";
}

/// <summary>How long and how much the ledger remembers.</summary>
/// <param name="ResendWindow">A resent request within this time after the end gets the first answer; later it is a new one.</param>
/// <param name="ResultWindow">Results can be waited for this long after the end.</param>
/// <param name="MaxEnded">Ended runs remembered at most; the oldest go first.</param>
/// <param name="MaxRetainedChars">Characters of their answers kept at most, all together.</param>
/// <param name="MaxInFlight">Runs that may wait or run at once; more are refused.</param>
public sealed record LedgerLimits(TimeSpan ResendWindow, TimeSpan ResultWindow, int MaxEnded, long MaxRetainedChars, int MaxInFlight)
{
    /// <summary>5 min and 1000 runs as clients know it, results for 10 min, 16 million characters, 10000 in flight.</summary>
    public static LedgerLimits Default { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), 1000, 16_000_000, 10_000);
}

/// <summary>Remembers runs by their idempotency key, so that a resent request never starts a second run. Immutable.</summary>
public sealed class RunLedger
{
    private readonly LedgerLimits _limits;
    private readonly ImmutableDictionary<RunId, LedgerEntry> _entries;
    private readonly ImmutableQueue<LedgerEntry> _ended;
    private readonly int _endedCount;
    private readonly long _retainedChars;

    private RunLedger(LedgerLimits limits, ImmutableDictionary<RunId, LedgerEntry> entries, ImmutableQueue<LedgerEntry> ended, int endedCount, long retainedChars)
    {
        _limits = limits;
        _entries = entries;
        _ended = ended;
        _endedCount = endedCount;
        _retainedChars = retainedChars;
    }

    /// <summary>An empty ledger.</summary>
    public static RunLedger Create(LedgerLimits limits) => new(limits, ImmutableDictionary<RunId, LedgerEntry>.Empty, [], 0, 0);

    /// <summary>The ledger as the index has it after a restart.</summary>
    public static RunLedger Restore(LedgerLimits limits, IEnumerable<LedgerEntry> entries, DateTimeOffset now)
    {
        var ledger = Create(limits);
        foreach (var entry in entries.OrderBy(static entry => entry.EndedAt ?? DateTimeOffset.MaxValue))
        {
            ledger = ledger.Accept(entry.Run, entry.Session, entry.AcceptedAt);
            if (entry is { EndedAt: { } endedAt, Report: { } report })
            {
                ledger = ledger.End(entry.Run, report, endedAt);
            }
        }

        return ledger.Prune(now);
    }

    /// <summary>Runs that wait or run.</summary>
    public int InFlight => _entries.Count - _endedCount;

    /// <summary>Whether no further run can be accepted for now.</summary>
    public bool IsFull => InFlight >= _limits.MaxInFlight;

    /// <summary>The run that a request with this key repeats, or null when the request is new.</summary>
    public LedgerEntry? FindResent(RunId run, DateTimeOffset now) => Find(run, now, _limits.ResendWindow);

    /// <summary>The run whose result may be waited for, or null when nothing is known of it.</summary>
    public LedgerEntry? FindResult(RunId run, DateTimeOffset now) => Find(run, now, _limits.ResultWindow);

    /// <summary>Runs in flight in a session.</summary>
    public IEnumerable<LedgerEntry> InFlightOf(SessionKey session) =>
        _entries.Values.Where(entry => entry.EndedAt is null && entry.Session == session);

    /// <summary>A new run is accepted; it replaces an ended one of the same id.</summary>
    public RunLedger Accept(RunId run, SessionKey session, DateTimeOffset at)
    {
        var pruned = Forget(run);
        return new(_limits, pruned._entries.SetItem(run, new LedgerEntry(run, session, at, null, null)), pruned._ended, pruned._endedCount, pruned._retainedChars);
    }

    /// <summary>A run was refused after all: a later request with its key is new.</summary>
    public RunLedger Refuse(RunId run) =>
        _entries.TryGetValue(run, out var entry) && entry.EndedAt is null
            ? new(_limits, _entries.Remove(run), _ended, _endedCount, _retainedChars)
            : this;

    /// <summary>A run ended. Only the first end counts.</summary>
    public RunLedger End(RunId run, RunReport report, DateTimeOffset at)
    {
        if (!_entries.TryGetValue(run, out var entry) || entry.EndedAt is not null)
        {
            return this;
        }

        var ended = entry with { EndedAt = at, Report = report };
        return new RunLedger(_limits, _entries.SetItem(run, ended), _ended.Enqueue(ended), _endedCount + 1, _retainedChars + report.RetainedSize).Prune(at);
    }

    private LedgerEntry? Find(RunId run, DateTimeOffset now, TimeSpan window) =>
        _entries.TryGetValue(run, out var entry) && (entry.EndedAt is not { } endedAt || now - endedAt < window) ? entry : null;

    // The queue still holds a forgotten run's old entry; Prune tells by the time of its end.
    private RunLedger Forget(RunId run) =>
        _entries.TryGetValue(run, out var entry) && entry.EndedAt is not null
            ? new(_limits, _entries.Remove(run), _ended, _endedCount - 1, _retainedChars - entry.Report!.RetainedSize)
            : this;

    private RunLedger Prune(DateTimeOffset now)
    {
        var (entries, queue, count, chars) = (_entries, _ended, _endedCount, _retainedChars);
        while (!queue.IsEmpty)
        {
            var oldest = queue.Peek();
            var isCurrent = entries.TryGetValue(oldest.Run, out var current) && ReferenceEquals(current, oldest);
            if (isCurrent && now - oldest.EndedAt < _limits.ResultWindow && count <= _limits.MaxEnded && chars <= _limits.MaxRetainedChars)
            {
                break;
            }

            queue = queue.Dequeue();
            if (isCurrent)
            {
                entries = entries.Remove(oldest.Run);
                count--;
                chars -= oldest.Report!.RetainedSize;
            }
        }

        return new(_limits, entries, queue, count, chars);
    }
}
