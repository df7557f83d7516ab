using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Tests.Sessions;

/// <summary>Laws of a session under any order of commands.</summary>
public sealed class SessionLawsTests
{
    private const int MaxWaiting = 4;
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly SessionKey Key = SessionKey.MainOf(AgentId.Main);

    [Fact]
    public void Replaying_the_events_gives_the_live_state() => ForAnyCommands((history, live) =>
    {
        var replayed = history.Aggregate(SessionState.Empty, static (state, e) => state.Apply(e));
        return replayed.Transcript.Select(static m => (m.Id, m.Text)).SequenceEqual(live.Transcript.Select(static m => (m.Id, m.Text))) && replayed.Waiting.Select(static run => run.Run).SequenceEqual(live.Waiting.Select(static run => run.Run))
            && replayed.UnendedRuns().SequenceEqual(live.UnendedRuns())
            && (replayed.Active?.Lives, replayed.Last, replayed.Usage, replayed.Settings, replayed.UpdatedAt, replayed.SessionId, replayed.LifecycleRevision)
                == (live.Active?.Lives, live.Last, live.Usage, live.Settings, live.UpdatedAt, live.SessionId, live.LifecycleRevision);
    });

    [Fact]
    public void Every_accepted_run_ends_at_most_once_and_a_run_that_is_gone_has_ended() => ForAnyCommands((history, live) =>
    {
        var accepted = history.OfType<SessionEvent.RunAccepted>().Select(static e => e.Run).ToList();
        var ended = history.OfType<SessionEvent.RunEnded>().Select(static e => e.Run).ToList();
        return ended.Distinct().Count() == ended.Count && accepted.All(run => ended.Contains(run) != live.HasRun(run));
    });

    [Fact]
    public void A_summary_never_parts_a_call_from_its_result_and_stands_for_no_more_than_there_is() => ForAnyCommands((_, live) =>
        live.Compaction is not { } compaction
            || (compaction.Messages <= live.Transcript.Count && (compaction.Messages == live.Transcript.Count || live.Transcript[compaction.Messages] is TranscriptMessage.User)));

    [Fact]
    public void Runs_start_in_the_order_in_which_they_were_accepted_and_one_at_a_time() => ForAnyCommands((history, _) =>
    {
        var order = history.OfType<SessionEvent.RunAccepted>().Select(static e => e.Run).ToList();
        var last = -1;
        RunId? going = null;
        foreach (var happened in history)
        {
            switch (happened)
            {
                case SessionEvent.RunStarted started:
                    var place = order.IndexOf(started.Run);
                    if (going is not null || place <= last)
                    {
                        return false;
                    }

                    (last, going) = (place, started.Run);
                    break;
                case SessionEvent.RunEnded ended when ended.Run == going:
                    going = null;
                    break;
            }
        }

        return true;
    });

    [Fact]
    public void No_more_runs_wait_than_may() => ForAnyCommands((_, live) => live.Waiting.Count + (live.Active is null ? 0 : 1) <= MaxWaiting + 1);

    [Fact]
    public void Creation_comes_first_and_once() => ForAnyCommands((history, _) =>
        history.Count == 0 || (history[0] is SessionEvent.Created && history.Count(static e => e is SessionEvent.Created) == 1));

    [Fact]
    public void A_full_queue_refuses_and_says_so()
    {
        var state = SessionState.Empty;
        for (var i = 0; i <= MaxWaiting; i++)
        {
            state = Apply(state, Accept(state, $"r{i}"));
        }

        var decision = Accept(state, "one more");

        Assert.Equal(SessionRefusal.QueueFull, decision.Refusal);
        Assert.Empty(decision.Events);
    }

    [Fact]
    [Trait("Statement", "CHAT-03")]
    public void An_abort_of_the_session_means_every_run_with_the_going_one_last()
    {
        var state = SessionState.Empty;
        foreach (var run in new[] { "a", "b", "c" })
        {
            state = Apply(state, Accept(state, run));
        }

        state = Apply(state, SessionDecider.Start(state, RunId.Parse("a"), "m1", 2, Start));

        Assert.Equal(["c", "b", "a"], SessionDecider.ToAbort(state, null).Select(static run => run.Value));
        Assert.Equal(RunId.Parse("b"), Assert.Single(SessionDecider.ToAbort(state, RunId.Parse("b"))));
        Assert.Empty(SessionDecider.ToAbort(state, RunId.Parse("elsewhere")));
    }

    [Fact]
    public void An_aborted_answer_keeps_its_partial_text_and_an_empty_one_leaves_only_the_question()
    {
        var state = Apply(SessionState.Empty, Accept(SessionState.Empty, "a"));
        state = Apply(state, SessionDecider.Start(state, RunId.Parse("a"), "m1", 2, Start));
        var aborted = new RunReport(new RunOutcome.Aborted("rpc"), "half an ans");

        var partial = Apply(state, SessionDecider.End(state, RunId.Parse("a"), aborted, "m2", Start));
        var empty = Apply(state, SessionDecider.End(state, RunId.Parse("a"), aborted with { Text = "" }, "m2", Start));

        var answer = Assert.IsType<TranscriptMessage.Assistant>(partial.Transcript[^1]);
        Assert.Equal(("half an ans", StopReason.Aborted), (answer.Text, answer.StopReason));
        Assert.IsType<TranscriptMessage.User>(Assert.Single(empty.Transcript));
        Assert.Null(empty.Active);
    }

    [Fact]
    public void A_failed_run_is_told_in_the_transcript_but_not_to_the_next_model()
    {
        var state = Apply(SessionState.Empty, Accept(SessionState.Empty, "a"));
        state = Apply(state, SessionDecider.Start(state, RunId.Parse("a"), "m1", 2, Start));
        var failed = RunReport.Without(new RunOutcome.Failed(ModelErrorKind.Unavailable, "test: failed on its side (HTTP 500)."));
        state = Apply(state, SessionDecider.End(state, RunId.Parse("a"), failed, "m2", Start));

        var answer = Assert.IsType<TranscriptMessage.Assistant>(state.Transcript[^1]);
        Assert.Equal((StopReason.Error, "test: failed on its side (HTTP 500)."), (answer.StopReason, answer.ErrorMessage));
        Assert.Null(answer.ToModelMessage());
    }

    [Fact]
    public void Inputs_that_wait_to_be_collected_are_answered_by_one_run_and_end_with_it()
    {
        var state = SessionState.Empty;
        foreach (var (run, mode) in new[] { ("a", QueueMode.Collect), ("b", QueueMode.Collect), ("c", QueueMode.Collect), ("d", QueueMode.Followup), ("e", QueueMode.Collect) })
        {
            state = Apply(state, Accept(state, run, mode));
        }

        state = Apply(state, SessionDecider.Start(state, RunId.Parse("a"), "m1", 1, Start));
        var ended = SessionDecider.End(state, RunId.Parse("a"), new RunReport(new RunOutcome.Completed(StopReason.Stop), "yes"), "m9", Start);

        Assert.Equal(["a", "b", "c", "d", "e"], state.UnendedRuns().Select(static run => run.Value));
        Assert.Equal(["m1", "m1-1", "m1-2"], state.Transcript.Select(static message => message.Id));
        Assert.Equal(["b", "c", "a"], ended.Events.OfType<SessionEvent.RunEnded>().Select(static e => e.Run.Value));
        Assert.Equal(["d", "e"], Apply(state, ended).UnendedRuns().Select(static run => run.Value));
        Assert.Equal(RunId.Parse("a"), Assert.Single(SessionDecider.ToAbort(state, RunId.Parse("b"))));
    }

    [Fact]
    public void Of_more_collected_inputs_than_the_cap_the_model_sees_one_line_of_the_oldest()
    {
        var state = SessionState.Empty;
        foreach (var run in new[] { "a", "b", "c" })
        {
            state = Apply(state, SessionDecider.Accept(state, Key, "session-1", RunId.Parse(run), Spec(new string('x', 500), QueueMode.Collect), MaxWaiting, Start));
        }

        state = Apply(state, SessionDecider.Start(state, RunId.Parse("a"), "m1", 1, Start));

        Assert.Equal([500, 161, 500], state.Transcript.Select(static message => message.Text.Length));
    }

    [Fact]
    public void Steering_inputs_join_the_run_with_its_last_tool_result_and_not_before()
    {
        var run = RunId.Parse("a");
        var state = Apply(SessionState.Empty, Accept(SessionState.Empty, "a"));
        state = Apply(state, SessionDecider.Start(state, run, "m1", 2, Start));
        state = Apply(state, SessionDecider.Append(state, Asks(run, "c1", "c2"), Start));
        state = Apply(state, Accept(state, "b", QueueMode.Steer));

        state = Apply(state, SessionDecider.Append(state, Returns(run, "c1"), Start));
        Assert.False(state.IsJoined(RunId.Parse("b")));
        state = Apply(state, SessionDecider.Append(state, Returns(run, "c2"), Start));

        Assert.True(state.IsJoined(RunId.Parse("b")));
        Assert.IsType<TranscriptMessage.User>(state.Transcript[^1]);
        Assert.Empty(SessionDecider.OpenCalls(state, run));
    }

    [Fact]
    public void A_run_that_ends_leaves_no_call_without_a_result()
    {
        var run = RunId.Parse("a");
        var state = Apply(SessionState.Empty, Accept(SessionState.Empty, "a"));
        state = Apply(state, SessionDecider.Start(state, run, "m1", 2, Start));
        state = Apply(state, SessionDecider.Append(state, Asks(run, "c1", "c2"), Start));
        state = Apply(state, SessionDecider.Append(state, Returns(run, "c2"), Start));

        state = Apply(state, SessionDecider.End(state, run, RunReport.Without(new RunOutcome.Aborted("rpc")), "m9", Start));

        Assert.Equal(["c2", "c1"], state.Transcript.OfType<TranscriptMessage.ToolResult>().Select(static result => result.ToolCallId));
    }

    [Fact]
    public void A_run_is_taken_for_poison_after_resumptions_without_progress_and_progress_clears_it()
    {
        var run = RunId.Parse("a");
        var state = Apply(SessionState.Empty, Accept(SessionState.Empty, "a"));
        state = Apply(state, SessionDecider.Start(state, run, "m1", 2, Start));
        var twice = Resume(Resume(state));
        var suspended = Resume(Apply(twice, SessionDecider.Suspend(twice, Start)));

        var policy = new ResumePolicy(3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal(TimeSpan.Zero, SessionDecider.PauseBeforeResume(state, policy));
        Assert.Equal(TimeSpan.Zero, SessionDecider.PauseBeforeResume(Resume(state), policy));
        Assert.Equal(TimeSpan.FromSeconds(1), SessionDecider.PauseBeforeResume(twice, policy));
        Assert.Null(SessionDecider.PauseBeforeResume(Resume(twice), policy));
        Assert.Equal(TimeSpan.Zero, SessionDecider.PauseBeforeResume(Apply(twice, SessionDecider.Append(twice, Asks(run, "c1"), Start)), policy));
        Assert.Equal(TimeSpan.Zero, SessionDecider.PauseBeforeResume(suspended, policy));
        Assert.Equal(3, suspended.Active!.Lives);

        static SessionState Resume(SessionState state) => Apply(state, SessionDecider.Resume(state, static _ => false, static () => "id", Start));
    }

    private static TranscriptMessage.Assistant Asks(RunId run, params string[] calls) => new(
        "asks", Start, run, [.. calls.Select(static id => new MessageContent.ToolCall(id, "look", "{}"))], "api", ModelRef.Echo, ModelUsage.None, StopReason.ToolUse);

    private static TranscriptMessage.ToolResult Returns(RunId run, string call) => new($"of-{call}", Start, run, call, "look", [new MessageContent.Text("seen")], false);

    private static RunSpec Spec(string text, QueueMode mode) => new([new MessageContent.Text(text)], RunOrigin.Chat, TimeSpan.FromMinutes(10)) { Queue = mode };

    private static SessionDecision Accept(SessionState state, string run, QueueMode mode = QueueMode.Followup) =>
        SessionDecider.Accept(state, Key, "session-1", RunId.Parse(run), Spec("hi", mode), MaxWaiting, Start);

    private static SessionState Apply(SessionState state, SessionDecision decision) => decision.Events.Aggregate(state, static (s, e) => s.Apply(e));

    private static void ForAnyCommands(Func<List<SessionEvent>, SessionState, bool> law) =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), commands =>
        {
            var state = SessionState.Empty;
            var history = new List<SessionEvent>();
            for (var i = 0; i < commands.Length; i++)
            {
                foreach (var happened in Decide(state, commands[i], i).Events)
                {
                    state = state.Apply(happened);
                    history.Add(happened);
                }
            }

            return law(history, state);
        }).QuickCheckThrowOnFailure();

    private static SessionDecision Decide(SessionState state, byte command, int step)
    {
        var at = Start.AddSeconds(step);
        var someone = state.Active?.Run ?? (state.Waiting.IsEmpty ? RunId.Parse("nobody") : state.Waiting[command % state.Waiting.Count].Run);
        return (command % 13) switch
        {
            0 or 1 or 2 => Accept(state, $"run-{step}", (QueueMode)(command / 11 % 5)),
            8 => SessionDecider.Resume(state, static _ => false, () => $"m{step}", at),
            9 => SessionDecider.Append(state, Asks(someone, $"c{step}"), at),
            10 => SessionDecider.OpenCalls(state, someone) is [var call, ..] ? SessionDecider.Append(state, Returns(someone, call.Id), at) : SessionDecision.Of(),
            3 or 4 => SessionDecider.Start(state, state.Waiting.IsEmpty ? RunId.Parse("nobody") : state.Waiting[0].Run, $"m{step}", 2, at),
            11 => CompactionPlan.ByCount(state, command / 13) is { } plan ? SessionDecider.Compact(state, plan, "so far", ModelRef.Echo, ModelUsage.None, at) : SessionDecision.Of(),
            12 => SessionDecider.AcceptAnew(state, Key, $"revision-{step}", RunId.Parse($"run-{step}"), Spec("anew", QueueMode.Followup), MaxWaiting, at),
            5 => SessionDecider.End(state, someone, new RunReport(new RunOutcome.Completed(StopReason.Stop), "yes") { Usage = new ModelUsage(1, 2) }, $"m{step}", at),
            6 => SessionDecider.Reset(state, Key, "session-1", $"revision-{step}", at),
            _ => SessionDecider.Patch(state, Key, "session-1", state.Settings with { Label = $"label {step}" }, at),
        };
    }
}
