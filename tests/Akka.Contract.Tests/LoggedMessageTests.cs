using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

/// <summary>What actors and state machines log of themselves where the configuration asks for it.</summary>
public sealed class LoggedMessageTests() : ContractSpec("""
    akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
    akka.actor.debug { receive = on, fsm = on }
    akka.stdout-loglevel = OFF
    """)
{
    [Fact]
    public async Task An_actor_that_asks_for_it_has_its_messages_logged()
    {
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        await EventFilter.Debug(start: "received handled message text from ").ExpectOneAsync(() => echo.Tell("text", TestActor));
        await ExpectMsgAsync("text");
        await EventFilter.Debug(start: "received unhandled message 42 from ").ExpectOneAsync(() => echo.Tell(42, TestActor));
    }

    [Fact]
    public async Task A_state_machine_has_its_events_timers_and_transitions_logged()
    {
        Sys.EventStream.SetLogLevel(LogLevel.DebugLevel);
        var door = Sys.ActorOf(Props.Create(() => new Door()));
        await EventFilter.Debug(start: "processing ").ExpectOneAsync(() => door.Tell("look"));
        await EventFilter.Debug(message: "transition closed -> open").ExpectOneAsync(() => door.Tell("open"));
        await EventFilter.Debug(start: "setting timer 'shut'").ExpectOneAsync(() => door.Tell("set"));
        await EventFilter.Debug(message: "canceling timer 'shut'").ExpectOneAsync(() => door.Tell("cancel"));
    }

    private sealed class Echo : ReceiveActor, ILogReceive
    {
        public Echo() => Receive<string>(text => Sender.Tell(text));
    }

    private sealed class Door : FSM<string, object?>, ILoggingFSM
    {
        public Door()
        {
            StartWith("closed", null);
            When("closed", e => e.FsmEvent is "open" ? GoTo("open") : Stay());
            When("open", e =>
            {
                if (e.FsmEvent is "set") SetTimer("shut", "shut", TimeSpan.FromHours(1));
                else CancelTimer("shut");
                return Stay();
            });
            Initialize();
        }
    }
}
