using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

/// <summary>Laws of a live run under any order of inputs: late, doubled and out of place ones included.</summary>
public sealed class RunLawsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_run_has_at_most_one_end_and_nothing_follows_it() => ForAnyInputs((events, _) =>
    {
        var end = events.FindIndex(static e => e is RunEvent.Ended);
        return end < 0 || end == events.Count - 1;
    });

    [Fact]
    [Trait("Statement", "EVT-01")]
    public void Events_are_numbered_one_by_one() => ForAnyInputs(
        (events, _) => events.Select(static e => e.Seq).SequenceEqual(Enumerable.Range(1, events.Count).Select(static i => (long)i)));

    [Fact]
    public void Replaying_the_events_gives_the_live_state() =>
        ForAnyInputs((events, live) => events.Aggregate(RunState.Initial, static (state, e) => state.Apply(e)) == live);

    [Fact]
    public void Output_is_shown_only_between_begin_and_end() => ForAnyInputs(
        (events, _) => !events.Exists(static e => e is RunEvent.Spoke or RunEvent.Counted or RunEvent.ModelSelected) || events[0] is RunEvent.Began);

    [Fact]
    public void The_first_end_is_the_outcome()
    {
        var state = RunState.Initial.Apply(RunDecider.Begin(RunState.Initial, Start)!);
        var first = RunDecider.End(state, new RunOutcome.Aborted("rpc"), Start)!;
        state = state.Apply(first);

        Assert.Null(RunDecider.End(state, new RunOutcome.Completed(StopReason.Stop), Start));
        Assert.Equal(new RunOutcome.Aborted("rpc"), state.Outcome);
    }

    private static void ForAnyInputs(Func<List<RunEvent>, RunState, bool> law) =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), inputs =>
        {
            var state = RunState.Initial;
            var events = new List<RunEvent>();
            foreach (var input in inputs)
            {
                if (Decide(state, input, Start.AddMilliseconds(events.Count)) is { } happened)
                {
                    state = state.Apply(happened);
                    events.Add(happened);
                }
            }

            return law(events, state);
        }).QuickCheckThrowOnFailure();

    private static RunEvent? Decide(RunState state, byte input, DateTimeOffset at) => (input % 8) switch
    {
        0 => RunDecider.Begin(state, at),
        1 => RunDecider.SelectModel(state, new ModelRef("p", $"m{input % 3}"), at),
        2 or 3 => RunDecider.Speak(state, at),
        4 => RunDecider.Count(state, new ModelUsage(input, 1), at),
        5 => RunDecider.End(state, new RunOutcome.Completed(StopReason.Stop), at),
        6 => RunDecider.End(state, new RunOutcome.Aborted("rpc"), at),
        _ => RunDecider.End(state, new RunOutcome.TimedOut(TimeSpan.FromSeconds(1)), at),
    };
}
