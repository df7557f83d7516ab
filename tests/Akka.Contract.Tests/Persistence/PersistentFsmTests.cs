using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Fsm;
using Akka.Persistence.Journal;
using Akka.TestKit;
using static Akka.Actor.FSMBase;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Persistent state machines, and the filter of what two writers stored.</summary>
public sealed class PersistentFsmTests() : ContractSpec("akka.persistence.snapshot-store.plugin = \"akka.persistence.snapshot-store.inmem\"")
{
    private sealed record Step(string Identifier) : PersistentFSM.IFsmState
    {
        public static readonly Step Looking = new(nameof(Looking));
        public static readonly Step Shopping = new(nameof(Shopping));
        public static readonly Step Paid = new(nameof(Paid));
    }

    private abstract record CartEvent;

    private sealed record Added(string Item) : CartEvent;

    private sealed record Done : CartEvent;

    private sealed class Cart : PersistentFSM<Step, string, CartEvent>
    {
        public Cart(string id, IActorRef report)
        {
            PersistenceId = id;
            StartWith(Step.Looking, "");
            When(Step.Looking, (e, state) => e.FsmEvent is string item
                ? GoTo(Step.Shopping).Applying(new Added(item)).ForMax(TimeSpan.FromMinutes(5)).Replying("added")
                : state);
            When(Step.Shopping, (e, state) => e.FsmEvent switch
            {
                "buy" => GoTo(Step.Paid).Applying(new Done()).AndThen(data => report.Tell($"bought {data}")),
                "leave" => Stop().Applying(new Done()),
                "show" => Stay().Replying(e.StateData),
                string item => Stay().Applying(new Added(item)).Replying("added"),
                _ => state,
            });
            When(Step.Paid, (e, state) => e.FsmEvent is "show" ? Stay().Replying(e.StateData) : state);
            OnTransition((from, to) => report.Tell($"{from.Identifier}->{to.Identifier} {NextStateData}"));
        }

        public override string PersistenceId { get; }

        protected override string ApplyEvent(CartEvent domainEvent, string currentData) => domainEvent switch
        {
            Added added => currentData + added.Item,
            _ => currentData + "!",
        };

        protected override void OnRecoveryCompleted() => Self.Tell(new object());
    }

    [Fact]
    public async Task A_transition_is_stored_before_it_is_made_and_made_again_on_recovery()
    {
        var cart = Sys.ActorOf(Props.Create(() => new Cart("cart-1", TestActor)));
        cart.Tell(new SubscribeTransitionCallBack(TestActor), TestActor);
        Assert.Equal(Step.Looking, (await ExpectMsgAsync<CurrentState<Step>>()).State);
        cart.Tell("a", TestActor);
        await ExpectMsgAsync("added");
        await ExpectMsgAsync("Looking->Shopping a");
        Assert.Equal((Step.Looking, Step.Shopping), ((await FishForMessageAsync<Transition<Step>>()) is var t ? (t.From, t.To) : default));
        cart.Tell("b", TestActor);
        await ExpectMsgAsync("added");
        await WatchAsync(cart);
        cart.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(cart);

        var again = Sys.ActorOf(Props.Create(() => new Cart("cart-1", TestActor)));
        again.Tell("show", TestActor);
        await ExpectMsgAsync("ab");
        again.Tell("buy", TestActor);
        await ExpectMsgAsync("Shopping->Paid ab!");
        await ExpectMsgAsync("bought ab!");
        again.Tell("show", TestActor);
        await ExpectMsgAsync("ab!");
    }

    [Fact]
    public async Task An_end_is_stored_too()
    {
        var cart = Sys.ActorOf(Props.Create(() => new Cart("cart-2", TestActor)));
        cart.Tell("a", TestActor);
        await ExpectMsgAsync("added");
        await ExpectMsgAsync("Looking->Shopping a");
        await WatchAsync(cart);
        cart.Tell("leave", TestActor);
        await ExpectTerminatedAsync(cart);
        var again = Sys.ActorOf(Props.Create(() => new Cart("cart-2", TestActor)));
        again.Tell("show", TestActor);
        await ExpectMsgAsync("a!");
    }

    [Fact]
    public async Task Events_of_an_older_writer_are_dropped()
    {
        var filter = Sys.ActorOf(ReplayFilter.Props(TestActor, ReplayFilterMode.RepairByDiscardOld, 100, 10, false));
        await EventFilter.Warning(start: "Invalid replayed event").ExpectAsync(2, async () =>
        {
            foreach (var (number, writer) in new[] { (1, "A"), (2, "A"), (3, "A"), (3, "B"), (4, "B"), (4, "A") })
                filter.Tell(new ReplayedMessage(new Persistent(number, number, "p", writerGuid: writer)));
            filter.Tell(new RecoverySuccess(4));
            var got = new List<string>();
            for (var i = 0; i < 4; i++)
            {
                var replayed = (await ExpectMsgAsync<ReplayedMessage>()).Persistent;
                got.Add($"{replayed.SequenceNr}{replayed.WriterGuid}");
            }

            Assert.Equal(["1A", "2A", "3B", "4B"], got);
            await ExpectMsgAsync(new RecoverySuccess(4));
        });
    }

    [Fact]
    public async Task A_filter_may_fail_the_recovery()
    {
        var filter = Sys.ActorOf(ReplayFilter.Props(TestActor, ReplayFilterMode.Fail, 100, 10, false));
        await EventFilter.Error(start: "Invalid replayed event").ExpectOneAsync(async () =>
        {
            foreach (var number in new[] { 2, 1 }) filter.Tell(new ReplayedMessage(new Persistent(number, number, "p", writerGuid: "A")));
            await ExpectMsgAsync<ReplayMessagesFailure>();
        });
        await WatchAsync(filter);
        filter.Tell(new RecoverySuccess(4));
        await ExpectTerminatedAsync(filter);
    }
}
