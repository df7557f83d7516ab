using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Contract.Tests.Streams;

/// <summary>What a graph stage of one's own may rely on.</summary>
public sealed class CustomStageContract : StreamTest
{
    /// <summary>A flow whose logic a test provides.</summary>
    private sealed class TestFlow(Func<TestFlow, GraphStageLogic> create) : GraphStage<FlowShape<int, int>>
    {
        public Inlet<int> In { get; } = new("in");

        public Outlet<int> Out { get; } = new("out");

        public override FlowShape<int, int> Shape => new(In, Out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => create(this);
    }

    private abstract class TestLogic(TestFlow stage) : InAndOutGraphStageLogic(stage.Shape)
    {
        protected TestFlow Stage { get; } = stage;

        protected void Listen() => SetHandlers(Stage.In, Stage.Out, this);

        public override void OnPush() => Push(Stage.Out, Grab(Stage.In));

        public override void OnPull() => Pull(Stage.In);
    }

    private Task<System.Collections.Immutable.IImmutableList<int>> Run(IEnumerable<int> input, Func<TestFlow, GraphStageLogic> create) =>
        Source.From(input).Via(new TestFlow(create)).RunWith(Sink.Seq<int>(), Materializer);

    private sealed class Emitting(TestFlow stage) : GraphStageLogic(stage.Shape)
    {
        public static Emitting Create(TestFlow stage)
        {
            var logic = new Emitting(stage);
            logic.SetHandler(stage.In, () =>
            {
                var n = logic.Grab(stage.In);
                logic.EmitMultiple(stage.Out, Enumerable.Repeat(n, n));
                logic.Emit(stage.Out, -n, () => logic._emitted++);
            }, () =>
            {
                logic.Emit(stage.Out, 100 + logic._emitted);
                logic.CompleteStage();
            });
            logic.SetHandler(stage.Out, () => logic.Pull(stage.In));
            return logic;
        }

        private int _emitted;
    }

    [Fact]
    public async Task Emissions_queue_up_and_completion_follows_the_last()
    {
        Assert.Equal([1, -1, 3, 3, 3, -3, 102], await Run([1, 0, 3], Emitting.Create).WaitAsync(Limit).ContinueWith(t => t.Result.Where(n => n != 0)));
    }

    private sealed class Reading(TestFlow stage) : GraphStageLogic(stage.Shape)
    {
        public static Reading Create(TestFlow stage)
        {
            var logic = new Reading(stage);
            logic.SetHandler(stage.In, EagerTerminateInput);
            logic.SetHandler(stage.Out, () => logic.ReadMany(stage.In, 2,
                pair => logic.EmitMultiple(stage.Out, pair.Reverse()),
                rest => logic.EmitMultiple(stage.Out, rest.Select(n => n * 1000))));
            return logic;
        }
    }

    [Fact]
    public async Task Read_many_gives_what_there_is_when_upstream_ends()
    {
        Assert.Equal([2, 1, 4, 3, 5000], await Run([1, 2, 3, 4, 5], Reading.Create).WaitAsync(Limit));
    }

    private sealed class Faulty(TestFlow stage, Action<Faulty> onPush) : TestLogic(stage)
    {
        public static Func<TestFlow, GraphStageLogic> That(Action<Faulty> onPush) => stage =>
        {
            var logic = new Faulty(stage, onPush);
            logic.Listen();
            return logic;
        };

        public override void OnPush() => onPush(this);

        public void PullTwice()
        {
            Grab(Stage.In);
            Pull(Stage.In);
            Pull(Stage.In);
        }

        public void PushTwice()
        {
            Push(Stage.Out, Grab(Stage.In));
            Push(Stage.Out, 1);
        }

        public void GrabTwice()
        {
            Grab(Stage.In);
            Grab(Stage.In);
        }
    }

    [Fact]
    public async Task Protocol_errors_of_a_stage_fail_it()
    {
        await Fails<Exception>(Run([1, 2], Faulty.That(logic => logic.PullTwice())));
        await Fails<Exception>(Run([1, 2], Faulty.That(logic => logic.PushTwice())));
        await Fails<Exception>(Run([1, 2], Faulty.That(logic => logic.GrabTwice())));
        Assert.Equal("own", (await Fails<NotSupportedException>(Run([1], Faulty.That(_ => throw new NotSupportedException("own"))))).Message);
    }

    private sealed class Lifecycle(TestFlow stage, List<string> log, TaskCompletionSource stopped) : TestLogic(stage)
    {
        public static Func<TestFlow, GraphStageLogic> Logging(List<string> log, TaskCompletionSource stopped) => stage =>
        {
            var logic = new Lifecycle(stage, log, stopped);
            logic.Listen();
            return logic;
        };

        public override void PreStart() => log.Add("start");

        public override void OnUpstreamFinish()
        {
            log.Add("finish");
            base.OnUpstreamFinish();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            log.Add($"cancel {cause is SubscriptionWithCancelException.NonFailureCancellation}");
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            log.Add("stop");
            stopped.SetResult();
        }
    }

    [Fact]
    public async Task Stage_is_started_and_stopped_once_whichever_side_ends()
    {
        List<string> log = [];
        TaskCompletionSource stopped = new();
        await Run([1], Lifecycle.Logging(log, stopped)).WaitAsync(Limit);
        await stopped.Task.WaitAsync(Limit);
        Assert.Equal(["start", "finish", "stop"], log);

        List<string> log2 = [];
        TaskCompletionSource stopped2 = new();
        await Source.Repeat(1).Via(new TestFlow(Lifecycle.Logging(log2, stopped2))).RunWith(Sink.First<int>(), Materializer).WaitAsync(Limit);
        await stopped2.Task.WaitAsync(Limit);
        Assert.Equal(["start", "cancel True", "stop"], log2);
    }

    /// <summary>Emits what its callback is given; ends on a negative number.</summary>
    private sealed class CallbackSource : GraphStageWithMaterializedValue<SourceShape<int>, Action<int>>
    {
        private readonly Outlet<int> _out = new("out");

        public override SourceShape<int> Shape => new(_out);

        public override ILogicAndMaterializedValue<Action<int>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
        {
            var logic = new Logic(this);
            return new LogicAndMaterializedValue<Action<int>>(logic, logic.Callback);
        }

        private sealed class Logic : OutGraphStageLogic
        {
            private readonly CallbackSource _stage;

            public Logic(CallbackSource stage) : base(stage.Shape)
            {
                _stage = stage;
                Callback = GetAsyncCallback<int>(n =>
                {
                    if (n < 0) CompleteStage();
                    else Emit(_stage._out, n);
                });
                SetHandler(stage._out, this);
            }

            public Action<int> Callback { get; }

            public override void OnPull() { }
        }
    }

    [Fact]
    public async Task Callbacks_from_any_thread_run_in_order_inside_the_stage()
    {
        var (callback, all) = Source.FromGraph(new CallbackSource()).ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        for (var i = 0; i < 10_000; i++) callback(i);
        callback(-1);
        callback(5);
        Assert.Equal(Enumerable.Range(0, 10_000), await all.WaitAsync(Limit));
    }

    private sealed class ActorStage(IActorRef target) : GraphStageWithMaterializedValue<SourceShape<object>, Task<IActorRef>>
    {
        private readonly Outlet<object> _out = new("out");

        public override SourceShape<object> Shape => new(_out);

        public override ILogicAndMaterializedValue<Task<IActorRef>> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
        {
            var logic = new Logic(this);
            return new LogicAndMaterializedValue<Task<IActorRef>>(logic, logic.Self.Task);
        }

        private sealed class Logic : GraphStageLogic
        {
            private readonly ActorStage _stage;
            private readonly IActorRef _target;

            public Logic(ActorStage stage) : base(stage.Shape)
            {
                _stage = stage;
                _target = stage.Target;
                SetHandler(stage._out, EagerTerminateOutput);
            }

            public TaskCompletionSource<IActorRef> Self { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public override void PreStart()
            {
                var actor = GetStageActor(received =>
                {
                    switch (received.Item2)
                    {
                        case Terminated:
                            Emit(_stage._out, "terminated", CompleteStage);
                            break;
                        default:
                            received.Item1.Tell("echo", StageActor.Ref);
                            Emit(_stage._out, received.Item2);
                            break;
                    }
                });
                actor.Watch(_target);
                Self.SetResult(actor.Ref);
            }
        }

        private IActorRef Target { get; } = target;
    }

    [Fact]
    public async Task Stage_actor_receives_answers_watches_and_dies_with_the_stage()
    {
        var (target, log) = StartRecorder();
        var (self, all) = Source.FromGraph(new ActorStage(target)).ToMaterialized(Sink.Seq<object>(), Keep.Both).Run(Materializer);
        var stage = await self.WaitAsync(Limit);
        stage.Tell("hello", target);
        var (message, sender) = await log.ReadAsync().AsTask().WaitAsync(Limit);
        Assert.Equal("echo", message);
        Assert.Equal(stage, sender);
        // A stage is no actor: it cannot be poisoned.
        stage.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        Sys.Stop(target);
        Assert.Equal(["hello", "terminated"], await all.WaitAsync(Limit));
        Assert.True(await stage.WatchAsync().WaitAsync(Limit));
    }

    private sealed class TimerStage(List<object> log) : GraphStage<SourceShape<string>>
    {
        private readonly Outlet<string> _out = new("out");

        public override SourceShape<string> Shape => new(_out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, log);

        private sealed class Logic : TimerGraphStageLogic
        {
            private readonly TimerStage _stage;
            private readonly List<object> _log;
            private int _repeats;

            public Logic(TimerStage stage, List<object> log) : base(stage.Shape)
            {
                _stage = stage;
                _log = log;
                SetHandler(stage._out, EagerTerminateOutput);
            }

            public override void PreStart()
            {
                ScheduleOnce("cancelled", TimeSpan.FromMilliseconds(1));
                CancelTimer("cancelled");
                ScheduleOnce("replaced", TimeSpan.FromMilliseconds(1));
                ScheduleOnce("replaced", TimeSpan.FromMilliseconds(30));
                ScheduleRepeatedly("repeated", TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(5));
                _log.Add(IsTimerActive("cancelled"));
                _log.Add(IsTimerActive("repeated"));
            }

            protected override void OnTimer(object timerKey)
            {
                _log.Add(timerKey);
                if (!"repeated".Equals(timerKey) || ++_repeats < 3) return;
                CancelTimer(timerKey);
                _log.Add(IsTimerActive("repeated"));
                CompleteStage();
            }
        }
    }

    [Fact]
    public async Task Timers_fire_once_or_repeatedly_and_not_when_cancelled_or_replaced()
    {
        List<object> log = [];
        await Source.FromGraph(new TimerStage(log)).RunWith(Sink.Ignore<string>(), Materializer).WaitAsync(Limit);
        Assert.Equal([false, true, "replaced", "repeated", "repeated", "repeated", false], log);
    }
}
