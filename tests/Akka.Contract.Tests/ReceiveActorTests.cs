using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class ReceiveActorTests : ContractSpec
{
    [Fact]
    public async Task The_first_handler_that_fits_takes_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorter()));
        foreach (var (message, expected) in new (object, string)[]
        {
            (5, "small 5"), (50, "int 50"), ("x", "string x"), (1.5, "any 1.5"), (new Derived(), "base Derived"), (true, "yes"), (false, "any False"),
        })
        {
            actor.Tell(message);
            await ExpectMsgAsync(expected);
        }
    }

    [Fact]
    public async Task A_handler_after_ReceiveAny_is_refused()
    {
        await EventFilter.Exception<ActorInitializationException>().ExpectOneAsync(() => Spawn(self =>
        {
            self.OnAny(_ => { });
            self.On<string>(_ => { });
        }));
    }

    [Fact]
    public async Task Handlers_may_not_be_added_while_running()
    {
        var actor = Spawn(self => self.On("add", () =>
        {
            var error = Record.Exception(() => self.On<int>(_ => { }));
            self.From.Tell(error!);
        }));
        actor.Tell("add");
        await ExpectMsgAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task An_unhandled_message_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Spawn(self => self.On<int>(_ => { }));
        actor.Tell("unknown");
        var unhandled = await ExpectMsgAsync<UnhandledMessage>();
        Assert.Equal("unknown", unhandled.Message);
        Assert.Equal(TestActor, unhandled.Sender);
        Assert.Equal(actor, unhandled.Recipient);
    }

    [Fact]
    public async Task Unhandled_may_be_overridden()
    {
        var actor = Spawn(self => self.NotHandled = message => self.From.Tell(("not handled", message)));
        actor.Tell("x");
        await ExpectMsgAsync(("not handled", (object)"x"));
    }

    [Fact]
    public async Task A_handler_by_type_takes_what_is_assignable()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ByType()));
        actor.Tell(new Derived());
        await ExpectMsgAsync("Derived");
        actor.Tell("x");
        await ExpectMsgAsync("predicate x");
    }

    [Fact]
    public async Task The_sender_is_the_one_of_the_message()
    {
        var probe = CreateTestProbe();
        var actor = Spawn(self => self.OnAny(message => self.From.Tell(message)));
        actor.Tell("a", probe.Ref);
        actor.Tell("b");
        await probe.ExpectMsgFromAsync(actor, "a");
        await ExpectMsgFromAsync(actor, "b");
    }

    [Fact]
    public async Task Without_a_sender_answers_become_dead_letters()
    {
        var actor = Spawn(self => self.On<string>(text => self.From.Tell(text + "!")));
        await EventFilter.DeadLetter<string>(text => text == "x!").ExpectOneAsync(() => actor.Tell("x", ActorRefs.NoSender));
    }

    [Fact]
    public async Task Forward_keeps_the_sender()
    {
        var target = Spawn(self => self.OnAny(message => self.From.Tell(message)));
        var middle = Spawn(self => self.OnAny(message => target.Forward(message)));
        middle.Tell("x");
        await ExpectMsgFromAsync(target, "x");
    }

    private class Base;

    private sealed class Derived : Base;

    private sealed class Sorter : ReceiveActor
    {
        public Sorter()
        {
            Receive<int>(number => Sender.Tell($"small {number}"), number => number < 10);
            Receive<int>(number => Sender.Tell($"int {number}"));
            Receive<string>(text => Sender.Tell($"string {text}"));
            Receive<Base>(value => Sender.Tell($"base {value.GetType().Name}"));
            Receive<bool>(value =>
            {
                if (value)
                {
                    Sender.Tell("yes");
                }

                return value;
            });
            ReceiveAny(value => Sender.Tell(FormattableString.Invariant($"any {value}")));
        }
    }

    private sealed class ByType : ReceiveActor
    {
        public ByType()
        {
            Receive(typeof(Base), value => Sender.Tell(value.GetType().Name));
            Receive(typeof(string), value => Sender.Tell($"predicate {value}"), value => (string)value == "x");
        }
    }
}
