using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Gateway.Observability;

/// <summary>Traces of runs: one trace a run, with a span for the run, each model call, each tool call and each delivery.</summary>
/// <remarks>
/// The trace's id follows from the run's (<see cref="TraceIdOf"/>), so that whoever knows the run finds its trace, parts that know nothing of each
/// other write into the same one, and a run that goes on after a restart goes on in its trace. Without a listener nothing is made. Thread safe.
/// </remarks>
public static class RunTrace
{
    /// <summary>Name of the source, for listeners.</summary>
    public const string SourceName = "OpenClaw.Runs";

    private static readonly ActivitySource s_source = new(SourceName);

    // Only while a run goes and somebody listens.
    private static readonly ConcurrentDictionary<RunId, ActivityContext> s_live = new();

    /// <summary>The id of a run's trace: the first half of the SHA-256 of the run's id.</summary>
    public static ActivityTraceId TraceIdOf(RunId run)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(run.Value), hash);
        return ActivityTraceId.CreateFromBytes(hash[..16]);
    }

    /// <summary>A run begins, or goes on.</summary>
    /// <returns>Its span; null when nobody listens.</returns>
    internal static Activity? Begin(RunId run, SessionKey session)
    {
        if (!s_source.HasListeners() || Start("run", ActivityKind.Server, RootOf(run)) is not { } activity)
        {
            return null;
        }

        activity.SetTag("openclaw.run.id", run.Value);
        activity.SetTag("openclaw.session.key", session.Value);
        activity.SetTag("openclaw.agent.id", session.Agent.Value);
        s_live[run] = activity.Context;
        return activity;
    }

    /// <summary>The run ended, or was put aside.</summary>
    internal static void End(Activity? activity, RunId run, RunOutcome? outcome)
    {
        if (activity is null)
        {
            return;
        }

        s_live.TryRemove(run, out _);
        activity.SetTag("openclaw.run.outcome", outcome?.GetType().Name ?? "Suspended");
        activity.SetStatus(outcome is { IsOk: false } and not RunOutcome.Aborted ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        activity.Dispose();
    }

    /// <summary>Something is done for a run.</summary>
    /// <param name="run">The run; null for none.</param>
    /// <param name="name">What: <c>model.call</c>, <c>tool.call</c>, <c>delivery</c>.</param>
    /// <returns>Its span, to be disposed at the end; null when nobody listens.</returns>
    public static Activity? Step(RunId? run, string name) =>
        run is { } known && s_source.HasListeners()
            ? Start(name, ActivityKind.Client, s_live.TryGetValue(known, out var live) ? live : RootOf(known))
            : null;

    // A span that is nobody's: what a run does before and after its own span hangs there.
    private static ActivityContext RootOf(RunId run)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(run.Value), hash);
        return new ActivityContext(ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.None, isRemote: true);
    }

    private static Activity? Start(string name, ActivityKind kind, ActivityContext parent)
    {
        // An actor's thread belongs to many runs: no span may stay current on it.
        var current = Activity.Current;
        try
        {
            return s_source.StartActivity(name, kind, parent);
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
