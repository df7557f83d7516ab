using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2.Attributes;

namespace Akka.Contract.Tests;

/// <summary>Edges of an actor's life that no other file is about.</summary>
public sealed class ActorDetails : ContractSpec
{

    [LocalFact(SkipLocal = "only to show the attribute")]
    public async Task A_timers_message_may_be_stashed_and_comes_back()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TimerAndStash(TestActor)));
        await ExpectMsgAsync("stashed");
        actor.Tell("open");
        await ExpectMsgAsync("saw tick");
    }

    [LocalTheory(SkipLocal = "only to show the attribute")]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Asking_without_time_to_answer_times_out_at_once(int seconds) =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => Spawn(_ => { }).Ask("x", TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task A_question_that_is_cancelled_is_a_cancelled_task()
    {
        var silent = Spawn(_ => { });
        using var source = new CancellationTokenSource();
        var asked = silent.Ask<string>("question", Patience, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => asked);
        Assert.True(asked.IsCanceled);
        await Assert.ThrowsAsync<TaskCanceledException>(() => silent.Ask<string>("question", source.Token));
    }

    [Fact]
    public async Task A_questioner_is_gone_once_it_is_answered()
    {
        var probe = CreateTestProbe();
        var asked = probe.Ref.Ask<string>("question", Patience);
        await probe.ExpectMsgAsync("question");
        var questioner = probe.LastSender;
        Watch(questioner);
        probe.Reply("answer");
        Assert.Equal("answer", await asked);
        await ExpectTerminatedAsync(questioner);
    }

    [Fact]
    public async Task Hooks_around_hooks_see_every_part_of_a_life()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Around(TestActor)));
        await ExpectMsgAsync("AroundPreStart");
        actor.Tell("boom");
        await ExpectMsgAsync("AroundPreRestart boom boom");
        await ExpectMsgAsync("AroundPostStop");
        await ExpectMsgAsync("AroundPostRestart boom");
        await ExpectMsgAsync("AroundPreStart");
        Sys.Stop(actor);
        await ExpectMsgAsync("AroundPostStop");
    }

    [Fact]
    public async Task A_behaviour_may_be_a_plain_function()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Switching()));
        actor.Tell("become", TestActor);
        actor.Tell("a", TestActor);
        await ExpectMsgAsync("first:a");
        actor.Tell("push", TestActor);
        actor.Tell("b", TestActor);
        await ExpectMsgAsync("second:b");
        actor.Tell("pop", TestActor);
        actor.Tell("c", TestActor);
        await ExpectMsgAsync("first:c");
    }

    [Fact]
    public async Task A_handler_that_says_no_leaves_the_message_to_the_next()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Choosing()));
        actor.Tell(1, TestActor);
        await ExpectMsgAsync("odd");
        actor.Tell(2, TestActor);
        await ExpectMsgAsync("any");
        actor.Tell("text", TestActor);
        await ExpectMsgAsync("object");
    }

    [Fact]
    public async Task A_name_is_free_when_the_parent_hears_of_the_end()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Renaming(TestActor)));
        parent.Tell("start");
        var first = await ExpectMsgAsync<IActorRef>();
        parent.Tell("stop");
        var second = await ExpectMsgAsync<IActorRef>();
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Fact]
    public async Task Stopping_a_system_stops_children_before_parents()
    {
        var order = new List<string>();
        var system = ActorSystem.Create("order");
        var parent = system.ActorOf(Props.Create(() => new Ending("parent", order, true)));
        await parent.Ask<ActorIdentity>(new Identify(1), Patience);
        await system.Terminate().WaitAsync(Patience);
        Assert.Equal(["child", "parent"], order);
    }

    [Fact]
    public async Task A_terminated_system_takes_no_actors()
    {
        var system = ActorSystem.Create("ended");
        await system.Terminate().WaitAsync(Patience);
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    [Fact]
    public async Task An_unhandled_message_names_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Choosing(true)));
        actor.Tell(5.0, TestActor);
        var unhandled = await ExpectMsgAsync<UnhandledMessage>();
        Assert.Equal((5.0, TestActor, actor), (unhandled.Message, unhandled.Sender, unhandled.Recipient));
    }

    [Fact]
    public async Task Exceptions_keep_their_place_in_a_hierarchy_of_deciders()
    {
        var decider = Decider.From(Directive.Restart, Directive.Resume.When<ArgumentNullException>(), Directive.Stop.When<ArgumentException>());
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentOutOfRangeException()));
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException()));
        await Task.CompletedTask;
    }

    [Fact]
    public void The_settings_of_the_kit_are_an_extension()
    {
        Assert.Equal(TestKitSettings.SingleExpectDefault, Akka.TestKit.TestKitExtension.For(Sys).SingleExpectDefault);
        Assert.Same(Akka.TestKit.TestKitExtension.For(Sys), Akka.TestKit.TestKitExtension.For(Sys));
    }

    private sealed class TimerAndStash : ReceiveActor, IWithTimers, IWithStash
    {
        public TimerAndStash(IActorRef probe)
        {
            Receive<string>(m => m == "tick", _ =>
            {
                Stash.Stash();
                Timers.CancelAll();
                probe.Tell("stashed");
            });
            Receive<string>(m => m == "open", _ =>
            {
                Become(() => Receive<string>(m => probe.Tell("saw " + m)));
                Stash.UnstashAll();
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;
        public IStash Stash { get; set; } = null!;

        protected override void PreStart() => Timers.StartSingleTimer("key", "tick", TimeSpan.FromMilliseconds(20));
    }

    private sealed class Around(IActorRef probe) : UntypedActor
    {
        public override void AroundPreStart() { probe.Tell("AroundPreStart"); base.AroundPreStart(); }
        public override void AroundPostStop() { probe.Tell("AroundPostStop"); base.AroundPostStop(); }
        public override void AroundPreRestart(Exception cause, object? message) { probe.Tell($"AroundPreRestart {cause.Message} {message}"); base.AroundPreRestart(cause, message!); }
        public override void AroundPostRestart(Exception cause, object? message) { probe.Tell($"AroundPostRestart {cause.Message}"); base.AroundPostRestart(cause, message); }
        protected override void PreRestart(Exception reason, object message) => PostStopAround();
        protected override void PostRestart(Exception reason) => AroundPreStart();
        protected override void OnReceive(object message) => throw new BoomException();
        private void PostStopAround() => AroundPostStop();
    }

    private sealed class Switching : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "become") Become(First);
        }

        private void First(object message)
        {
            if (message is "push") BecomeStacked(Second);
            else Sender.Tell("first:" + message);
        }

        private void Second(object message)
        {
            if (message is "pop") UnbecomeStacked();
            else Sender.Tell("second:" + message);
        }
    }

    private sealed class Choosing : ReceiveActor
    {
        public Choosing() : this(false) { }

        public Choosing(bool strict)
        {
            Receive<int>(n =>
            {
                if (n % 2 == 0) return false;
                Sender.Tell("odd");
                return true;
            });
            Receive<int>(_ => Sender.Tell("any"));
            if (!strict) Receive<object>(_ => Sender.Tell("object"));
        }
    }

    private sealed class Renaming : ReceiveActor
    {
        public Renaming(IActorRef probe)
        {
            Receive<string>(m => m == "start", _ => Begin(probe));
            Receive<string>(m => m == "stop", _ => Context.Stop(Context.Child("child")));
            Receive<Terminated>(_ => Begin(probe));
        }

        private static void Begin(IActorRef probe) => probe.Tell(Context.Watch(Context.ActorOf(Props.Create(() => new Choosing()), "child")));
    }

    private sealed class Ending : UntypedActor
    {
        private readonly string _name;
        private readonly List<string> _order;

        public Ending(string name, List<string> order, bool hasChild)
        {
            _name = name;
            _order = order;
            if (hasChild) Context.ActorOf(Props.Create(() => new Ending("child", order, false)));
        }

        protected override void OnReceive(object message) { }

        protected override void PostStop()
        {
            lock (_order) _order.Add(_name);
        }
    }
}
