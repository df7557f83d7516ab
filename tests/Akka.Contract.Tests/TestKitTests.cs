using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Xunit.Sdk;

namespace Akka.Contract.Tests;

/// <summary>The test kit itself: what holds passes, and what does not hold fails.</summary>
public sealed class TestKitTests : ContractSpec
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Expectations_fail_when_nothing_or_something_else_comes()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Brief));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Brief));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("b", Brief));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(text => text == "b", Brief));
        TestActor.Tell("a");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Brief));
    }

    [Fact]
    public void The_test_actor_is_the_sender_of_what_a_test_tells()
    {
        var echo = Spawn(self => self.OnAny(message => self.From.Tell(message)));
        echo.Tell("x");
        ExpectMsgFrom(echo, "x");
        Assert.Equal(echo, LastSender);
        Assert.Equal("x", LastMessage);
    }

    [Fact]
    public async Task And_still_is_after_an_await()
    {
        var echo = Spawn(self => self.OnAny(message => self.From.Tell(message)));
        await Task.Yield();
        echo.Tell("a");
        await ExpectMsgAsync("a");
        await Task.Delay(1);
        echo.Tell("b");
        await ExpectMsgAsync("b");
        await AwaitAssertAsync(() =>
        {
            echo.Tell("c");
            ExpectMsg("c");
        });
    }

    [Fact]
    public void Several_messages_in_any_order()
    {
        TestActor.Tell(2);
        TestActor.Tell(1);
        TestActor.Tell(3);
        Assert.Equal([1, 2, 3], ExpectMsgAllOf(new[] { 1, 2, 3 }).Order());
        TestActor.Tell(2);
        Assert.Equal(2, ExpectMsgAnyOf(new[] { 1, 2 }));
        TestActor.Tell(2);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf(new[] { 1 }));
    }

    [Fact]
    public void Messages_can_be_received_fished_and_collected()
    {
        for (var i = 1; i <= 10; i++)
        {
            TestActor.Tell(i);
        }

        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
        Assert.Equal(4, FishForMessage<int>(number => number == 4));
        Assert.Equal(["5", "6"], ReceiveWhile<string>(Patience, message => message is < 7 ? message.ToString() : null));
        Assert.Equal(7, ReceiveOne());
        Assert.Equal([8, 9], ReceiveWhile<int>(number => number < 10, Patience));
        Assert.Equal(10, PeekOne());
        Assert.Equal(10, ReceiveOne());
        Assert.Null(ReceiveOne(Brief));
        Assert.ThrowsAny<XunitException>(() => FishForMessage<string>(Brief));
    }

    [Fact]
    public void Within_limits_the_time_of_what_is_inside()
    {
        TestActor.Tell("x");
        Within(Patience, () =>
        {
            Assert.True(Remaining <= Patience);
            ExpectMsg("x");
        });
        Assert.ThrowsAny<XunitException>(() => Within(Brief, () => ExpectMsg("never")));
        Assert.ThrowsAny<XunitException>(() => Within(Patience, Patience * 2, () => { }));
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages(message => message is int);
        TestActor.Tell(1);
        TestActor.Tell("x");
        ExpectMsg("x");
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void A_pilot_answers_before_the_test_looks()
    {
        var asked = 0;
        SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("answer " + message);
            return ++asked == 2 ? NoAutoPilot.Instance : KeepRunning.Instance;
        }));
        var probe = CreateTestProbe();
        for (var i = 0; i < 3; i++)
        {
            TestActor.Tell(i, probe.Ref);
        }

        probe.ExpectMsg("answer 0");
        probe.ExpectMsg("answer 1");
        probe.ExpectNoMsg();
        Assert.Equal([0, 1, 2], ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void A_probe_sends_replies_and_forwards()
    {
        var probe = CreateTestProbe("named");
        Assert.Contains("named", probe.Ref.Path.Name, StringComparison.Ordinal);
        probe.Send(TestActor, "hello");
        ExpectMsgFrom(probe.Ref, "hello");
        LastSender.Tell("question", TestActor);
        probe.ExpectMsg("question");
        probe.Reply("reply");
        ExpectMsg("reply");
        probe.Ref.Tell("pass on", TestActor);
        probe.ExpectMsg("pass on");
        var echo = Spawn(self => self.OnAny(message => self.From.Tell(message)));
        probe.Forward(echo);
        ExpectMsgFrom(echo, "pass on");
        Assert.True(probe.Equals(probe.Ref));
        Assert.True(probe.Ref.Equals(probe));
    }

    [Fact]
    public async Task A_probe_is_a_reference_that_can_be_watched()
    {
        var probe = CreateTestProbe();
        var watcher = Spawn(self =>
        {
            self.Ctx.Watch(probe);
            self.On<Terminated>(terminated => TestActor.Tell(probe.Equals(terminated.ActorRef)));
        });
        await Settle(watcher);
        Sys.Stop(probe);
        await ExpectMsgAsync(true);
    }

    [Fact]
    public async Task Event_filters_count_exactly()
    {
        EventFilter.Warning("careful").ExpectOne(() => Sys.Log.Warning("careful"));
        await EventFilter.Error(start: "bad").ExpectAsync(2, () =>
        {
            Sys.Log.Error("bad one");
            Sys.Log.Error("bad two");
            return Task.CompletedTask;
        });
        EventFilter.Warning(contains: "middle").And.Error(contains: "middle").Expect(2, () =>
        {
            Sys.Log.Warning("a middle b");
            Sys.Log.Error("a middle b");
        });
        Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("never").ExpectOne(Brief, () => Sys.Log.Warning("other")));
        Assert.ThrowsAny<XunitException>(() => EventFilter.Warning("twice").Expect(0, () => Sys.Log.Warning("twice")));
        using (EventFilter.Error(contains: "silenced").Mute())
        {
            Sys.Log.Error("silenced");
        }
    }

    [Fact]
    public void An_actor_on_the_calling_thread_shows_its_instance_and_handles_at_once()
    {
        var actor = ActorOfAsTestActorRef<Counter>();
        actor.Tell(2);
        actor.Tell(3);
        Assert.Equal(5, actor.UnderlyingActor.Sum);
        actor.Tell("name");
        ExpectMsg("thread " + Environment.CurrentManagedThreadId);
        actor.Receive(10);
        Assert.Equal(15, actor.UnderlyingActor.Sum);
    }

    [Fact]
    public void Conditions_and_assertions_are_awaited()
    {
        var tries = 0;
        AwaitCondition(() => ++tries == 3, Patience);
        AwaitAssert(() => Assert.Equal(6, ++tries), Patience, TimeSpan.FromMilliseconds(1));
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Brief));
        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.Fail("never"), Brief));
    }

    [Fact]
    public void A_latch_opens_once_all_have_counted_down()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(Brief));
        latch.CountDown();
        Assert.True(latch.IsOpen);
        latch.Ready();
    }

    [Fact]
    public async Task Children_of_the_test_actor_are_supervised_as_told()
    {
        var child = ChildActorOf(Scripted.Props(self => self.On("fail", () => throw new BoomException())), new OneForOneStrategy(_ => Directive.Stop));
        Assert.Equal(TestActor.Path, child.Path.Parent);
        await WatchAsync(child);
        child.Tell("fail");
        await ExpectTerminatedAsync(child);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(number => Sum += number);
            Receive<string>(_ => Sender.Tell("thread " + Environment.CurrentManagedThreadId));
        }

        public int Sum { get; private set; }
    }
}
