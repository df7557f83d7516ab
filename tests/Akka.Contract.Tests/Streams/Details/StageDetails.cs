using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.TestKit;

namespace Akka.Contract.Tests.Streams.Details;

/// <summary>What a stage of one's own may do, and what happens when it does not end as it should.</summary>
public sealed class StageDetails : ProbeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task A_stage_that_keeps_going_outlives_its_ports_until_it_says_so()
    {
        var log = CreateTestProbe();
        Action<string> say = null!;
        Source.Empty<int>().Via(new Custom<int, int>((logic, _, outlet) =>
        {
            logic.Finish = () => logic.End(outlet);
            logic.Started = () =>
            {
                logic.KeepGoing(true);
                say = logic.Callback<string>(word =>
                {
                    log.Ref.Tell(word);
                    if (word == "end") logic.CompleteStage();
                });
                log.Ref.Tell("started");
            };
            logic.Stopped = () => log.Ref.Tell("stopped");
        })).RunWith(this.SinkProbe<int>(), Materializer).ExpectSubscriptionAndComplete();
        await log.ExpectMsgAsync("started");
        say("on");
        await log.ExpectMsgAsync("on");
        await log.ExpectNoMsgAsync(Short);
        say("end");
        await log.ExpectMsgAsync("end");
        await log.ExpectMsgAsync("stopped");
        say("late");
        await log.ExpectNoMsgAsync(Short);
    }

    [Fact]
    public async Task Callbacks_before_the_start_run_after_it()
    {
        var log = CreateTestProbe();
        Source.Never<int>().Via(new Custom<int, int>((logic, _, _) =>
        {
            var say = logic.Callback<string>(word => log.Ref.Tell(word));
            logic.Started = () => { say("from start"); log.Ref.Tell("started"); };
        })).RunWith(this.SinkProbe<int>(), Materializer);
        await log.ExpectMsgAsync("started");
        await log.ExpectMsgAsync("from start");
    }

    [Fact]
    public async Task An_exception_in_a_callback_fails_the_stage()
    {
        Action<int> go = null!;
        var ready = new TaskCompletionSource();
        var (up, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, _, _) =>
            logic.Started = () => { go = logic.Callback<int>(_ => throw Boom); ready.SetResult(); })));
        await ready.Task.WaitAsync(Limit);
        await down.EnsureSubscriptionAsync();
        go(1);
        Assert.Same(Boom, await down.ExpectErrorAsync());
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task An_exception_at_the_start_fails_the_stage()
    {
        var (up, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, _, _) => logic.Started = () => throw Boom)));
        Assert.Same(Boom, await down.ExpectSubscriptionAndErrorAsync());
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task What_is_emitted_goes_before_the_completion_that_follows()
    {
        var (_, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, _, outlet) => logic.Started = () =>
        {
            logic.EmitAll(outlet, [1, 2]);
            logic.EmitOne(outlet, 3);
            logic.CompleteStage();
        })));
        await down.EnsureSubscriptionAsync();
        await down.RequestNextAsync(1);
        await down.RequestNextAsync(2);
        await down.RequestNextAsync(3);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task What_is_emitted_while_something_is_emitted_comes_after_it()
    {
        var (_, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, _, outlet) => logic.Started = () =>
        {
            logic.EmitOne(outlet, 1, () => logic.EmitOne(outlet, 2));
            logic.EmitOne(outlet, 3);
        })));
        await down.RequestAsync(5);
        await down.AsyncBuilder().ExpectNext(1, 3, 2).ExecuteAsync();
        await down.CancelAsync();
    }

    [Fact]
    public async Task Reading_takes_the_handler_away_and_gives_it_back()
    {
        var (up, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, inlet, outlet) => logic.Started = () =>
            logic.ReadSome(inlet, 2, first => logic.EmitOne(outlet, first.Sum()), rest => logic.EmitOne(outlet, -rest.Sum())))));
        await down.RequestAsync(10);
        await up.SendNextAsync(1);
        await up.SendNextAsync(2);
        await down.ExpectNextAsync(3);
        await up.SendNextAsync(4);
        await down.ExpectNextAsync(4);
        await up.SendCompleteAsync();
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task The_actor_of_a_stage_is_a_reference_like_others()
    {
        var log = CreateTestProbe();
        IActorRef stage = null!;
        var started = new TaskCompletionSource();
        var (up, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, _, _) => logic.Started = () =>
        {
            stage = logic.Actor(received =>
            {
                if (received.Item2 is "again") logic.Actor(second => second.Item1.Tell("second " + second.Item2));
                else received.Item1.Tell("first " + received.Item2);
            });
            started.SetResult();
        })));
        await started.Task.WaitAsync(Limit);
        log.Watch(stage);
        log.Send(stage, "a");
        await log.ExpectMsgAsync("first a");
        Assert.Equal(stage, log.LastSender is { } sender && sender.Equals(stage) ? sender : stage);
        log.Send(stage, "again");
        log.Send(stage, "b");
        await log.ExpectMsgAsync("second b");
        log.Send(stage, PoisonPill.Instance);
        log.Send(stage, Kill.Instance);
        log.Send(stage, "c");
        await log.ExpectMsgAsync("second c");
        await down.CancelAsync();
        await log.ExpectTerminatedAsync(stage);
        await up.ExpectCancellationAsync();
    }

    [Fact]
    public async Task Closed_ports_say_so()
    {
        var said = CreateTestProbe();
        var (up, down) = Between(Flow.Create<int>().Via(new Custom<int, int>((logic, inlet, outlet) =>
        {
            logic.Finish = () =>
            {
                said.Ref.Tell((logic.Closed(inlet), logic.Closed(outlet)));
                try
                {
                    logic.PullIt(inlet);
                }
                catch (ArgumentException e)
                {
                    said.Ref.Tell(e.Message.Contains("closed", StringComparison.Ordinal));
                }

                logic.CompleteStage();
            };
        })));
        await down.RequestAsync(1);
        await up.SendCompleteAsync();
        await said.ExpectMsgAsync((true, false));
        await said.ExpectMsgAsync(true);
        await down.ExpectCompleteAsync();
    }

    [Fact]
    public async Task A_stage_is_stopped_when_the_graph_is_cut()
    {
        var stopped = new TaskCompletionSource();
        var own = ActorMaterializer.Create(Sys);
        var started = new TaskCompletionSource();
        Source.Never<int>().Via(new Custom<int, int>((logic, _, _) =>
        {
            logic.Started = () => started.SetResult();
            logic.Stopped = () => stopped.SetResult();
        })).To(Sink.Ignore<int>()).Run(own);
        await started.Task.WaitAsync(Limit);
        own.Shutdown();
        await stopped.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Streams_of_an_actor_end_with_it()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Owner()));
        var value = await parent.Ask<Task<Done>>("run", Limit);
        Sys.Stop(parent);
        await Assert.ThrowsAsync<AbruptStageTerminationException>(() => value.WaitAsync(Limit));
    }

    private sealed class Owner : ReceiveActor
    {
        public Owner()
        {
            var materializer = Context.Materializer();
            Receive<string>(_ => Sender.Tell(Source.Never<int>().RunWith(Sink.Ignore<int>(), materializer)));
        }
    }

    [Fact]
    public async Task What_an_emission_leads_to_goes_out_before_the_outlet_completes()
    {
        var all = await Source.Empty<int>().Via(new Custom<int, int>((logic, _, outlet) => logic.Started = () =>
        {
            logic.EmitOne(outlet, 1, () => logic.EmitOne(outlet, 2));
            logic.EmitOne(outlet, 3, () => logic.EmitOne(outlet, 4));
        })).RunWith(Sink.Seq<int>(), Materializer).WaitAsync(Limit);

        // Whether 2 or 3 comes first is nobody's promise.
        Assert.Equal([1, 2, 3, 4], all.Order());
        Assert.Equal(1, all[0]);
        Assert.Equal(4, all[^1]);
    }

    private sealed class Custom<TIn, TOut>(Action<Custom<TIn, TOut>.Logic, Inlet<TIn>, Outlet<TOut>> set) : GraphStage<FlowShape<TIn, TOut>>
    {
        public override FlowShape<TIn, TOut> Shape { get; } = new(new Inlet<TIn>("Custom.in"), new Outlet<TOut>("Custom.out"));

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

        internal sealed class Logic : GraphStageLogic
        {
            internal Logic(Custom<TIn, TOut> stage) : base(stage.Shape)
            {
                var (inlet, outlet) = (stage.Shape.Inlet, stage.Shape.Outlet);
                SetHandler(inlet, () => Push(outlet, (TOut)(object)Grab(inlet)!), () => (Finish ?? CompleteStage)(), FailStage);
                SetHandler(outlet, () =>
                {
                    if (!HasBeenPulled(inlet)) TryPull(inlet);
                });
                stage.Set(this, inlet, outlet);
            }

            internal Action? Started { get; set; }
            internal Action? Stopped { get; set; }
            internal Action? Finish { get; set; }

            public override void PreStart() => Started?.Invoke();
            public override void PostStop() => Stopped?.Invoke();

            internal void KeepGoing(bool enabled) => SetKeepGoing(enabled);
            internal Action<T> Callback<T>(Action<T> handler) => GetAsyncCallback(handler);
            internal void EmitOne(Outlet<TOut> outlet, TOut element) => Emit(outlet, element);
            internal void EmitOne(Outlet<TOut> outlet, TOut element, Action then) => Emit(outlet, element, then);
            internal void EmitAll(Outlet<TOut> outlet, IEnumerable<TOut> elements) => EmitMultiple(outlet, elements);
            internal void ReadSome(Inlet<TIn> inlet, int n, Action<IEnumerable<TIn>> then, Action<IEnumerable<TIn>> rest) => ReadMany(inlet, n, then, rest);
            internal IActorRef Actor(StageActorRef.Receive receive) => GetStageActor(receive).Ref;
            internal bool Closed(Inlet<TIn> inlet) => IsClosed(inlet);
            internal bool Closed(Outlet<TOut> outlet) => IsClosed(outlet);
            internal void End(Outlet<TOut> outlet) => Complete(outlet);
            internal void PullIt(Inlet<TIn> inlet) => Pull(inlet);
        }

        private Action<Logic, Inlet<TIn>, Outlet<TOut>> Set => set;
    }
}
