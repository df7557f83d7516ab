using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Akka.Contract.Tests;

/// <summary>What the test kit's expectations take, leave and say.</summary>
public sealed class TestKitDetails : ContractSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void A_failed_expectation_says_what_was_expected_and_what_came()
    {
        TestActor.Tell("other");
        var wrong = Assert.ThrowsAny<Exception>(() => ExpectMsg("text", Short));
        Assert.Contains("text", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("other", wrong.Message, StringComparison.Ordinal);
        var nothing = Assert.ThrowsAny<Exception>(() => ExpectMsg<int>(Short, "the hint"));
        Assert.Contains("Int32", nothing.Message, StringComparison.Ordinal);
        Assert.Contains("the hint", nothing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_ends_a_collection_stays_in_the_queue()
    {
        foreach (var n in new object[] { 1, 2, "end", 3 }) TestActor.Tell(n);
        Assert.Equal([1, 2], ReceiveWhile<object>(TimeSpan.FromSeconds(30), m => m is int ? m : null!));
        ExpectMsg("end");
        ExpectMsg(3);
    }

    [Fact]
    public void A_collection_may_end_with_a_number_or_with_silence()
    {
        foreach (var n in Enumerable.Range(1, 5)) TestActor.Tell(n);
        Assert.Equal([1, 2, 3], ReceiveWhile<object>(TimeSpan.FromSeconds(30), m => m, 3));
        Assert.Equal([4, 5], ReceiveWhile<object>(TimeSpan.FromSeconds(30), Short, m => m));
    }

    [Fact]
    public void All_of_them_may_come_in_any_order_and_twice_means_twice()
    {
        foreach (var n in new[] { 3, 1, 3 }) TestActor.Tell(n);
        ExpectMsgAllOf([1, 3, 3]);
        foreach (var n in new[] { 1, 2 }) TestActor.Tell(n);
        Assert.ThrowsAny<Exception>(() => ExpectMsgAllOf([1, 1]));
    }

    [Fact]
    public void One_of_several_is_enough()
    {
        TestActor.Tell("b");
        Assert.Equal("b", ExpectMsgAnyOf("a", "b"));
        TestActor.Tell("c");
        Assert.ThrowsAny<Exception>(() => ExpectMsgAnyOf("a", "b"));
    }

    [Fact]
    public void Fishing_throws_back_what_does_not_match()
    {
        foreach (var m in new object[] { 1, "x", 2, "y" }) TestActor.Tell(m);
        Assert.Equal("y", FishForMessage(m => m is "y"));
        Assert.False(HasMessages);
        TestActor.Tell(5);
        var seen = new List<object>();
        TestActor.Tell("found");
        Assert.Equal("found", FishForMessage<string>(_ => true, seen));
        Assert.Equal([5], seen);
        TestActor.Tell(1);
        Assert.ThrowsAny<Exception>(() => FishForMessage(m => m is "never", Short, "fished"));
    }

    [Fact]
    public void Peeking_leaves_the_message()
    {
        TestActor.Tell("peeked");
        Assert.Equal("peeked", PeekOne(TimeSpan.FromSeconds(30)));
        ExpectMsg("peeked");
        Assert.Null(ReceiveOne(Short));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public void Silence_is_broken_by_any_message()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("noise");
        Assert.ThrowsAny<Exception>(() => ExpectNoMsg(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void An_inner_limit_never_outlasts_the_outer_one()
    {
        Within(TimeSpan.FromSeconds(30), () =>
        {
            Assert.True(Remaining <= TimeSpan.FromSeconds(30));
            Within(TimeSpan.FromSeconds(90), () => Assert.True(Remaining <= TimeSpan.FromSeconds(30)));
        });
        Assert.ThrowsAny<Exception>(() => Remaining);
        Assert.ThrowsAny<Exception>(() => Within(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90), () => { }));
    }

    [Fact]
    public void An_assertion_that_never_holds_is_thrown_as_it_is()
    {
        Assert.Throws<BoomException>(() => AwaitAssert(() => throw new BoomException(), Short, TimeSpan.FromMilliseconds(10)));
        var tries = 0;
        AwaitAssert(() => Assert.True(++tries > 2), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(5));
        Assert.ThrowsAny<Exception>(() => AwaitCondition(() => false, Short));
        Assert.False(AwaitConditionNoThrow(() => false, Short));
    }

    [Fact]
    public void What_was_received_last_is_remembered()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("last", probe.Ref);
        ExpectMsg<string>();
        Assert.Equal(("last", probe.Ref), ((string)LastMessage!, LastSender));
        Assert.Equal("one", ExpectFrom(probe, "one"));
    }

    [Fact]
    public void Messages_may_be_ignored_by_type_until_they_are_not()
    {
        IgnoreMessages<int>(n => n > 10);
        TestActor.Tell(11);
        TestActor.Tell(1);
        ExpectMsg(1);
        IgnoreMessages<string>();
        TestActor.Tell("x");
        TestActor.Tell(12);
        ExpectMsg(12);
        IgnoreNoMessages();
        TestActor.Tell("y");
        ExpectMsg("y");
    }

    [Fact]
    public void A_pilot_may_hand_over_and_stop()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("first " + message);
            return new DelegateAutoPilot((next, m) =>
            {
                next.Tell("second " + m);
                return AutoPilot.NoAutoPilot;
            });
        }));
        foreach (var n in new[] { 1, 2, 3 }) probe.Ref.Tell(n);
        ExpectMsg("first 1");
        ExpectMsg("second 2");
        ExpectNoMsg(Short);
        Assert.Equal(3, probe.ReceiveN(3).Count);
    }

    [Fact]
    public void An_actor_that_is_at_hand_throws_to_the_one_who_calls_it()
    {
        var actor = ActorOfAsTestActorRef<Throwing>();
        Assert.Throws<BoomException>(() => actor.Receive("boom"));
        actor.Receive("fine");
        Assert.Equal("fine", actor.UnderlyingActor.Last);
        Throwing same = actor;
        Assert.Same(actor.UnderlyingActor, same);
        var before = actor.UnderlyingActor;
        actor.Tell("boom");
        AwaitAssert(() => Assert.NotSame(before, actor.UnderlyingActor), TimeSpan.FromSeconds(30));
        actor.Tell("now");
        Assert.Equal("now", actor.UnderlyingActor.Last);
    }

    [Fact]
    public void Filters_look_at_text_source_and_exception()
    {
        var log = Logging.GetLogger(Sys, "the-source");
        EventFilter.Warning(message: "exact").ExpectOne(() => log.Warning("exact"));
        EventFilter.Warning(start: "be").Expect(2, () => { log.Warning("begin"); log.Warning("better"); log.Warning("other"); });
        EventFilter.Error(contains: "mid").ExpectOne(() => log.Error("a mid b"));
        EventFilter.Error(new System.Text.RegularExpressions.Regex("^n[0-9]+$")).ExpectOne(() => log.Error("n{0}", 12));
        EventFilter.Exception<BoomException>("boom").ExpectOne(() => log.Error(new BoomException(), "failed"));
        EventFilter.Exception<BoomException>(checkInnerExceptions: true).ExpectOne(() => log.Error(new AggregateException(new BoomException()), "failed"));
        EventFilter.Exception(typeof(Exception)).ExpectOne(() => log.Error(new BoomException(), "any"));
        EventFilter.Custom(e => e is Warning && e.LogSource.Contains("the-source", StringComparison.Ordinal)).ExpectOne(() => log.Warning("x"));
        EventFilter.DeadLetter<string>(m => m == "lost").ExpectOne(() => Sys.DeadLetters.Tell("lost"));
        Assert.ThrowsAny<Exception>(() => EventFilter.Warning("never").ExpectOne(Short, () => { }));

        // The listener takes events in order: when it has seen the last, it has seen what is one too many.
        Assert.ThrowsAny<Exception>(() => EventFilter.Warning("once").ExpectOne(TimeSpan.FromMilliseconds(200), () => EventFilter.Warning("last").ExpectOne(() =>
        {
            log.Warning("once");
            log.Warning("once");
            log.Warning("last");
        })));
    }

    [Fact]
    public void Filters_may_be_joined()
    {
        var log = Logging.GetLogger(Sys, "joined");
        EventFilter.Warning("a").And.Error("b").Expect(2, () => { log.Warning("a"); log.Error("b"); });
        EventFilter.Error().Expect(0, () => log.Warning("c"));
        Assert.Equal(5, EventFilter.Warning("d").ExpectOne(() => { log.Warning("d"); return 5; }));
        using (EventFilter.Warning("muted").Mute()) log.Warning("muted");
    }

    [Fact]
    public void Probes_are_found_by_their_names_and_have_children()
    {
        var probe = CreateTestProbe("named");
        Assert.StartsWith("named", probe.Ref.Path.Name, StringComparison.Ordinal);
        var child = probe.ChildActorOf<Throwing>("kid");
        Assert.Equal(probe.Ref.Path, child.Path.Parent);
        Watch(child);
        Sys.Stop(child);
        ExpectTerminated(child);
    }

    [Fact]
    public void Barriers_and_latches_wait_so_long()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.Throws<TimeoutException>(() => latch.Ready(Short));
        latch.CountDown();
        latch.Ready(Short);
        Assert.True(latch.IsOpen);
        latch.Reset();
        Assert.False(latch.IsOpen);
        Assert.Throws<TestBarrierTimeoutException>(() => CreateTestBarrier(2).Await(Short));
    }

    private string ExpectFrom(TestProbe probe, string message)
    {
        TestActor.Tell(message, probe.Ref);
        return ExpectMsgFrom<string>(probe.Ref);
    }

    private sealed class Throwing : ReceiveActor
    {
        public Throwing() => Receive<string>(word =>
        {
            if (word == "boom") throw new BoomException();
            Last = word;
        });

        internal string? Last { get; private set; }
    }
}
