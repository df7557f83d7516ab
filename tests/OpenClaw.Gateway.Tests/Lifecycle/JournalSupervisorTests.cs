using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging;
using OpenClaw.Gateway.Lifecycle;

namespace OpenClaw.Gateway.Tests.Lifecycle;

/// <summary>What becomes of commands while the actor that they are for has no store.</summary>
public sealed class JournalSupervisorTests() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private const string Recover = "recover";
    private const string Stop = "stop";

    [Fact]
    public void Commands_wait_until_the_store_is_read_and_keep_their_order()
    {
        var (supervisor, child) = Start();
        supervisor.Tell("one", TestActor);
        supervisor.Tell("two", TestActor);
        RecoverChild(child);
        ExpectMsg("one");
        ExpectMsg("two");
        supervisor.Tell("three", TestActor);
        ExpectMsg("three");
    }

    [Fact]
    public void Commands_wait_as_well_while_a_store_that_failed_is_read_again()
    {
        var (supervisor, child) = Start();
        RecoverChild(child);
        child.Tell(Stop);
        ExpectMsg<Stopped>();
        supervisor.Tell("one", TestActor);
        Advance(JournalSupervisor.MinBackoff);
        RecoverChild(ExpectMsg<IActorRef>());
        ExpectMsg("one");
    }

    [Fact]
    public void Commands_are_refused_while_the_store_cannot_be_read_and_served_once_it_can()
    {
        var (supervisor, child) = Start();
        supervisor.Tell("waits", TestActor);
        child.Tell(Stop);
        ExpectMsg("refused waits");
        ExpectMsg<Stopped>();
        Advance(JournalSupervisor.MinBackoff);
        var again = ExpectMsg<IActorRef>();
        supervisor.Tell("early", TestActor);
        ExpectMsg("refused early");
        again.Tell(Stop);
        ExpectMsg<Stopped>();
        Advance(2 * JournalSupervisor.MinBackoff);
        RecoverChild(ExpectMsg<IActorRef>());
        supervisor.Tell("late", TestActor);
        ExpectMsg("late");
    }

    [Fact]
    public void Commands_that_the_child_had_not_begun_with_are_told_to_the_next_one_in_front_of_later_ones()
    {
        var (supervisor, child) = Start();
        RecoverChild(child);
        using var gate = new ManualResetEventSlim();
        supervisor.Tell(new Stopping(gate));
        supervisor.Tell(new Command("one"), TestActor);
        supervisor.Tell(new Command("two"), TestActor);
        supervisor.Tell(new Identify("all are in the child's mailbox"));
        ExpectMsg<ActorIdentity>();
        gate.Set();
        ExpectMsg<Stopped>();
        supervisor.Tell(new Command("three"), TestActor);
        Advance(JournalSupervisor.MinBackoff);
        RecoverChild(ExpectMsg<IActorRef>());
        ExpectMsg(new Command("one"));
        ExpectMsg(new Command("two"));
        ExpectMsg(new Command("three"));
    }

    [Fact]
    public void Whoever_waits_when_the_supervisor_stops_is_refused()
    {
        var (supervisor, _) = Start();
        supervisor.Tell("one", TestActor);
        supervisor.Tell(PoisonPill.Instance);
        ExpectMsg("refused one");
    }

    private (IActorRef Supervisor, IActorRef Child) Start()
    {
        var observer = TestActor;
        var child = Props.Create(() => new Child(observer));
        var supervisor = Sys.ActorOf(JournalSupervisor.Props(child, "child", static (command, sender) => sender.Tell($"refused {command}"), new Signal(observer)));
        return (supervisor, ExpectMsg<IActorRef>());
    }

    /// <summary>The child's parent has been told when this returns.</summary>
    private void RecoverChild(IActorRef child)
    {
        child.Tell(Recover);
        ExpectMsg(Recover);
    }

    private void Advance(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    private sealed record Stopped;

    private sealed record Command(string Text) : IJournaledCommand;

    /// <summary>The child stops when the gate opens.</summary>
    private sealed record Stopping(ManualResetEventSlim Gate);

    /// <summary>Tells when the supervisor has noticed, and set its timer.</summary>
    private sealed class Signal(IActorRef observer) : ILogger<JournalSupervisor>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => observer.Tell(new Stopped());
    }

    private sealed class Child : ReceiveActor
    {
        public Child(IActorRef observer)
        {
            observer.Tell(Self);
            Receive<string>(
                text =>
                {
                    if (text == Recover)
                    {
                        Context.Parent.Tell(JournalSupervisor.Recovered.Instance);
                        observer.Tell(Recover);
                    }
                    else
                    {
                        Context.Stop(Self);
                    }
                },
                text => text is Recover or Stop);
            Receive<Stopping>(stopping =>
            {
                stopping.Gate.Wait();
                Context.Stop(Self);
            });
            ReceiveAny(command => Sender.Tell(command));
        }
    }
}
