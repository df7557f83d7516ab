using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class StashTests : ContractSpec
{
    [Fact]
    public async Task Stashed_messages_come_back_in_order_before_what_waits_in_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("open");
        actor.Tell(3);
        foreach (var number in (int[])[1, 2, 3])
        {
            await ExpectMsgAsync(number);
        }
    }

    [Fact]
    public async Task Unstash_brings_back_the_first_only()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("one");
        await ExpectMsgAsync(1);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Equal_messages_one_after_the_other_are_two()
    {
        var keeper = Sys.ActorOf(Props.Create(() => new SameAgain(TestActor)));
        object same = new();
        keeper.Tell(same);
        keeper.Tell(same);
        keeper.Tell("open");
        await ExpectMsgAsync<object>(message => ReferenceEquals(message, same));
        await ExpectMsgAsync<object>(message => ReferenceEquals(message, same));
    }

    [Fact]
    public async Task A_delivery_that_came_back_may_be_stashed_again()
    {
        var keeper = Sys.ActorOf(Props.Create(() => new SameAgain(TestActor)));
        keeper.Tell(1);
        keeper.Tell("again");
        keeper.Tell("open");
        await ExpectMsgAsync(1);
    }

    private sealed class SameAgain : UntypedActor, IWithUnboundedStash
    {
        private readonly IActorRef _probe;
        private bool _open;

        public SameAgain(IActorRef probe) => _probe = probe;

        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case "again":
                    Stash.UnstashAll();
                    break;
                case var _ when _open:
                    _probe.Tell(message);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }
    }

    [Fact]
    public async Task The_sender_is_kept()
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1, probe.Ref);
        actor.Tell("open");
        await probe.ExpectMsgAsync(1);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Stashing_the_same_message_twice_is_refused()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell("twice");
        await ExpectMsgAsync<IllegalActorStateException>();
    }

    [Fact]
    public async Task A_restart_brings_the_stash_back_to_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("fail");
        actor.Tell("open");
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task What_is_stashed_when_the_actor_stops_becomes_dead_letters()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1);
        await Settle(actor);
        await EventFilter.DeadLetter<int>(number => number == 1).ExpectOneAsync(async () =>
        {
            await WatchAsync(actor);
            Sys.Stop(actor);
            await ExpectTerminatedAsync(actor);
        });
    }

    [Fact]
    public async Task A_stash_has_the_capacity_of_its_props()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()).WithStashCapacity(2));
        await EventFilter.Exception<StashOverflowException>().ExpectOneAsync(() =>
        {
            actor.Tell(1);
            actor.Tell(2);
            actor.Tell(3);
        });
        actor.Tell("open");
        await ExpectMsgAsync(1);
        await ExpectMsgAsync(2);
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Clear_and_count_say_what_is_there()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gatekeeper()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell("count");
        await ExpectMsgAsync(2);
        actor.Tell("clear");
        await ExpectMsgAsync(2);
        actor.Tell("count");
        await ExpectMsgAsync(0);
        actor.Tell("open");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_notification_of_death_can_be_stashed_and_comes_back_once()
    {
        var mourner = Sys.ActorOf(Props.Create(() => new Mourner(TestActor)));
        var child = await mourner.Ask<IActorRef>("child", Patience);
        Sys.Stop(child);
        await ExpectMsgAsync("stashed");
        mourner.Tell("open");
        await ExpectMsgAsync(child);
        await ExpectNoMsgAsync();
    }

    private sealed class Mourner : ReceiveActor, IWithUnboundedStash
    {
        public Mourner(IActorRef tell)
        {
            var isOpen = false;
            Receive<string>(_ => Sender.Tell(Context.Watch(Context.ActorOf(Scripted.Props(static _ => { })))), static text => text == "child");
            Receive<string>(_ =>
            {
                isOpen = true;
                Stash.UnstashAll();
            });
            Receive<Terminated>(terminated =>
            {
                if (isOpen)
                {
                    tell.Tell(terminated.ActorRef);
                }
                else
                {
                    Stash.Stash();
                    tell.Tell("stashed");
                }
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Gatekeeper : ReceiveActor, IWithUnboundedStash
    {
        public Gatekeeper() => Become(Closed);

        public IStash Stash { get; set; } = null!;

        private void Closed()
        {
            Receive<int>(_ => Stash.Stash());
            Receive<string>(
                _ =>
                {
                    Become(Open);
                    Stash.UnstashAll();
                },
                text => text == "open");
            Receive<string>(
                _ =>
                {
                    Become(Open);
                    Stash.Unstash();
                },
                text => text == "one");
            Receive<string>(
                _ =>
                {
                    Stash.Stash();
                    Sender.Tell(Record.Exception(() => Stash.Stash())!);
                },
                text => text == "twice");
            Receive<string>(_ => throw new BoomException(), text => text == "fail");
            Receive<string>(_ => Sender.Tell(Stash.Count), text => text == "count");
            Receive<string>(_ => Sender.Tell(Stash.ClearStash().Count()), text => text == "clear");
        }

        private void Open() => Receive<int>(number => Sender.Tell(number));
    }
}
