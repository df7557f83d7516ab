using System.Globalization;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Usage;

/// <summary>What one run took: a row of the index, written with the run's end and in no other way.</summary>
/// <param name="Run">The run.</param>
/// <param name="Session">Where it ran.</param>
/// <param name="Model">The model that answered.</param>
/// <param name="Tokens">Tokens, all calls of the run together.</param>
/// <param name="At">When it ended.</param>
public sealed record UsageRow(RunId Run, SessionKey Session, ModelRef Model, ModelUsage Tokens, DateTimeOffset At)
{
    /// <summary>Its collection.</summary>
    public const string Collection = "usage";

    /// <summary>What was said and done.</summary>
    public RunCounts Counts { get; init; } = RunCounts.None;

    /// <summary>How long it is kept: a year and a month.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(396);

    /// <summary>The row of a run that ended; none for one that called no model.</summary>
    public static IEnumerable<IndexChange> Of(RunId run, SessionKey session, RunReport report, RunCounts counts, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Model is { } model)
        {
            // Ids may come again after some time, and then are another run.
            yield return new IndexChange(Collection, string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMddHHmmssfff}-{run}"), new UsageRow(run, session, model, report.Usage, at) { Counts = counts }, at + Kept);
        }
    }
}
