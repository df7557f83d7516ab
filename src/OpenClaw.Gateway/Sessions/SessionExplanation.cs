using System.Collections.Immutable;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Protocol.Methods.Sessions;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Turns facts about a session into words.</summary>
internal static class SessionExplanation
{
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(500);

    /// <summary>Explains.</summary>
    public static SessionsExplainResult Of(SessionFacts facts, DateTimeOffset now)
    {
        var reasons = ImmutableArray.CreateBuilder<(string Code, string Text)>();
        var state = StateOf(facts, now, reasons);
        if (facts.ModelProblem is { } problem)
        {
            // A run that would start now would fail at once.
            reasons.Insert(state is "idle" or "unknown" ? 0 : reasons.Count, ("model-unavailable", problem));
        }

        return new SessionsExplainResult
        {
            Key = facts.Key.Value,
            Ts = now.ToUnixTimeMilliseconds(),
            State = state,
            Summary = reasons[0].Text,
            Reasons = [.. reasons.Select(static reason => new SessionFinding { Code = reason.Code, Text = reason.Text })],
            Runs = facts.Summary is { } summary ? [.. summary.Runs.Select(static run => run.Value)] : [],
            RunningSince = facts.Summary?.RunningSince?.ToUnixTimeMilliseconds(),
            Model = facts.Summary?.Model.ToString(),
            AnsweredInMs = facts.AnsweredIn is { } after ? (long)after.TotalMilliseconds : null,
        };
    }

    private static string StateOf(SessionFacts facts, DateTimeOffset now, ImmutableArray<(string Code, string Text)>.Builder reasons)
    {
        if (facts.IsDown)
        {
            reasons.Add(("restarting", $"The session failed {facts.Failures} times in a row and is begun anew after a pause; what was accepted is kept. See the log for the failure."));
            return "down";
        }

        if (facts.HasActor && facts.AnsweredIn is null)
        {
            reasons.Add(("actor-silent", "The session's actor does not answer: it waits for the journal, or its dispatcher's threads are all busy. Is the disk full or slow?"));
            return "stuck";
        }

        if (facts.AnsweredIn > s_slow)
        {
            reasons.Add(("actor-slow", $"The session's actor took {facts.AnsweredIn.Value.TotalMilliseconds:0} ms to answer: the machine, or the journal's disk, is busy."));
        }

        if (facts.Summary is not { } summary)
        {
            reasons.Add(("never-used", "Nobody has spoken in this session; is the key right?"));
            return "unknown";
        }

        if (facts.Condition is { ResumesAt: { } resumesAt, Resumes: var resumes } && !summary.Runs.IsEmpty)
        {
            reasons.Insert(0, ("run-pauses", $"Run {summary.Runs[0]} goes on in {Age(resumesAt - now)}: the gateway stopped {resumes} times while it ran, and it may be the reason. Abort it with /stop."));
            return "waiting";
        }

        if (facts.Condition?.CompactingSince is { } compactingSince)
        {
            reasons.Insert(0, ("compacting", $"A model has been writing a summary of the older part of the conversation for {Age(now - compactingSince)}; {summary.Runs.Length} runs wait for it."));
            return "waiting";
        }

        if (summary.RunningSince is { } since)
        {
            var queue = summary.Runs.Length > 1 ? $" {summary.Runs.Length - 1} more wait behind it." : "";
            reasons.Insert(0, ("run-in-progress", $"Run {summary.Runs[0]} has been going for {Age(now - since)} with {summary.Model}; abort it with /stop.{queue}"));
            return "running";
        }

        if (!summary.Runs.IsEmpty)
        {
            reasons.Insert(0, facts.Lane is { } lane
                ? ("lane-full", $"{summary.Runs.Length} runs wait: {lane.Running} of {lane.Limit} places of the lane \"{lane.Name}\" are taken by other sessions.")
                : ("run-waiting", $"{summary.Runs.Length} runs wait and the first is about to start."));
            return "waiting";
        }

        if (summary.Last is { } last && !last.Outcome.IsOk)
        {
            reasons.Add(("last-run-failed", last.Outcome is RunOutcome.Aborted aborted
                ? $"The last run was aborted {Age(now - last.EndedAt)} ago ({aborted.Reason}); nothing waits."
                : $"The last run failed {Age(now - last.EndedAt)} ago: {last.Outcome.ErrorMessage}"));
        }

        reasons.Add(("nothing-to-do", summary.Last is { EndedAt: var ended }
            ? $"Everything that was accepted has been answered, {Age(now - ended)} ago."
            : "No message has been accepted here since it began."));
        return "idle";
    }

    private static string Age(TimeSpan time) => time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} min" : $"{Math.Max(0, time.TotalSeconds):0.#} s";
}
