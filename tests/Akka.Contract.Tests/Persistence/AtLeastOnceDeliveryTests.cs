using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Messages that are sent again until they are confirmed.</summary>
public sealed class AtLeastOnceDeliveryTests() : PersistSpec(
    """
    akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
    akka.persistence.at-least-once-delivery.redeliver-interval = 10s
    akka.persistence.at-least-once-delivery.warn-after-number-of-unconfirmed-attempts = 2
    akka.persistence.at-least-once-delivery.max-unconfirmed-messages = 2

    """)
{
    private sealed record Send(string Text);

    private sealed record Confirm(long Id);

    private sealed record Sent(string Text);

    private sealed record Confirmed(long Id);

    private sealed record Letter(long Id, string Text);

    private sealed class Postman : AtLeastOnceDeliveryReceiveActor
    {
        public Postman(ActorPath destination, IActorRef log)
        {
            Recover<Sent>(e => Deliver(destination, id => new Letter(id, e.Text)));
            Recover<Confirmed>(e => ConfirmDelivery(e.Id));
            Recover<SnapshotOffer>(offer => SetDeliverySnapshot((AtLeastOnceDeliverySnapshot)offer.Snapshot));
            Command<Send>(send =>
            {
                if (UnconfirmedCount >= MaxUnconfirmedMessages) Sender.Tell("full");
                else Persist(new Sent(send.Text), e => Deliver(destination, id => new Letter(id, e.Text)));
            });
            Command<Confirm>(confirm => Persist(new Confirmed(confirm.Id), e => log.Tell(ConfirmDelivery(e.Id))));
            Command<UnconfirmedWarning>(warning => log.Tell(warning));
            Command<string>(_ => SaveSnapshot(GetDeliverySnapshot()), s => s == "snap");
            Command<string>(_ => Sender.Tell(GetDeliverySnapshot()), s => s == "get");
            Command<SaveSnapshotSuccess>(_ => log.Tell("snapped"));
        }

        public override string PersistenceId => "postman";
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private IActorRef StartPostman(TestProbe house) => Sys.ActorOf(Props.Create(() => new Postman(house.Ref.Path, TestActor)));

    [Fact]
    public async Task An_unconfirmed_message_is_sent_again_and_a_confirmed_one_is_not()
    {
        var house = CreateTestProbe();
        var postman = StartPostman(house);
        postman.Tell(new Send("a"), TestActor);
        house.ExpectMsg(new Letter(1, "a"));
        Time.Advance(TimeSpan.FromSeconds(10));
        house.ExpectMsg(new Letter(1, "a"));
        postman.Tell(new Confirm(1), TestActor);
        ExpectMsg(true);
        postman.Tell(new Confirm(1), TestActor);
        ExpectMsg(false);
        Time.Advance(TimeSpan.FromSeconds(30));
        await postman.Ask<AtLeastOnceDeliverySnapshot>("get", TimeSpan.FromSeconds(60));
        house.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void After_so_many_attempts_the_actor_is_warned()
    {
        var house = CreateTestProbe();
        var postman = StartPostman(house);
        postman.Tell(new Send("a"), TestActor);
        house.ExpectMsg(new Letter(1, "a"));
        Time.Advance(TimeSpan.FromSeconds(10));
        house.ExpectMsg(new Letter(1, "a"));
        Time.Advance(TimeSpan.FromSeconds(10));
        house.ExpectMsg(new Letter(1, "a"));
        var warning = ExpectMsg<UnconfirmedWarning>();
        Assert.Equal(new UnconfirmedDelivery(1, house.Ref.Path, new Letter(1, "a")), Assert.Single(warning.UnconfirmedDeliveries));
    }

    [Fact]
    public void A_new_incarnation_sends_what_was_not_confirmed_once_the_replay_is_over()
    {
        var house = CreateTestProbe();
        var postman = StartPostman(house);
        postman.Tell(new Send("a"), TestActor);
        postman.Tell(new Send("b"), TestActor);
        house.ExpectMsg(new Letter(1, "a"));
        house.ExpectMsg(new Letter(2, "b"));
        postman.Tell(new Confirm(1), TestActor);
        ExpectMsg(true);
        StopAndWait(postman);

        StartPostman(house).Tell(new Send("c"), TestActor);
        house.ExpectMsg(new Letter(2, "b"));
        house.ExpectMsg(new Letter(3, "c"));
    }

    [Fact]
    public void A_snapshot_keeps_the_deliveries()
    {
        var house = CreateTestProbe();
        var postman = StartPostman(house);
        postman.Tell(new Send("a"), TestActor);
        house.ExpectMsg(new Letter(1, "a"));
        postman.Tell("snap", TestActor);
        ExpectMsg("snapped");
        StopAndWait(postman);

        var again = StartPostman(house);
        again.Tell("get", TestActor);
        var snapshot = ExpectMsg<AtLeastOnceDeliverySnapshot>();
        Assert.Equal(1, snapshot.CurrentDeliveryId);
        Time.Advance(TimeSpan.FromSeconds(10));
        house.ExpectMsg(new Letter(1, "a"));
    }

    [Fact]
    public void More_unconfirmed_messages_than_allowed_are_refused()
    {
        var house = CreateTestProbe();
        var postman = StartPostman(house);
        postman.Tell(new Send("a"), TestActor);
        postman.Tell(new Send("b"), TestActor);
        postman.Tell(new Send("c"), TestActor);
        ExpectMsg("full");
    }
}
