using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.TestKit;

namespace Akka.Contract.Tests;

/// <summary>What happens at the edges of faults: budgets shared by siblings, hooks that fail, the guardian that gives up, a journal that is silent.</summary>
public sealed class FaultEdgeTests() : ContractSpec("""
    akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
    silent-journal {
      class = "Akka.Contract.Tests.FaultEdgeTests+SilentJournal, Akka.Contract.Tests"
      plugin-dispatcher = "akka.actor.default-dispatcher"
      recovery-event-timeout = 50ms
    }
    """)
{
    private Action<Scripted> Failing(string name) => self =>
    {
        self.On("fail", () => throw new BoomException(name));
        self.Restarted = _ => TestActor.Tell($"{name} restarted");
        self.Stopping = () => TestActor.Tell($"{name} stopped");
    };

    [Fact]
    public async Task All_siblings_stop_when_the_budget_of_one_is_spent()
    {
        var supervisor = Supervisor(new AllForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        var first = await ChildOf(supervisor, Failing("first"));
        var second = await ChildOf(supervisor, Failing("second"));
        var (watchFirst, watchSecond) = (CreateTestProbe(), CreateTestProbe());
        await watchFirst.WatchAsync(first);
        await watchSecond.WatchAsync(second);
        await EventFilter.Exception<BoomException>().ExpectAsync(2, async () =>
        {
            first.Tell("fail");
            await FishForMessageAsync<string>(text => text == "first restarted");
            await Settle(second);
            second.Tell("fail");
            await watchFirst.ExpectTerminatedAsync(first);
            await watchSecond.ExpectTerminatedAsync(second);
        });
    }

    [Fact]
    public async Task A_PostStop_that_fails_is_logged_and_the_actor_is_dead_all_the_same()
    {
        var actor = Spawn(self => self.Stopping = () => throw new BoomException("in PostStop"));
        await WatchAsync(actor);
        await EventFilter.Exception<BoomException>(message: "in PostStop").ExpectOneAsync(async () =>
        {
            Sys.Stop(actor);
            await ExpectTerminatedAsync(actor);
        });
    }

    [Fact]
    public async Task A_failure_that_the_user_guardian_escalates_ends_the_system()
    {
        var config = ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF }
            akka.actor.guardian-supervisor-strategy = "Akka.Contract.Tests.FaultEdgeTests+Escalating, Akka.Contract.Tests"
            """);
        var system = ActorSystem.Create("doomed", config);
        system.ActorOf(Scripted.Props(self => self.On("fail", () => throw new BoomException()))).Tell("fail");
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_async_handler_is_not_entered_again_before_it_ends()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var actor = Spawn(self => self.OnAsync<int>(async number =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            if (number == 1) await gate.Task;
            await Task.Yield();
            Interlocked.Decrement(ref running);
            self.From.Tell(number);
        }));
        foreach (var number in new[] { 1, 2, 3 }) actor.Tell(number, TestActor);
        gate.SetResult();
        foreach (var number in new[] { 1, 2, 3 }) await ExpectMsgAsync(number);
    }

    [Fact]
    public async Task A_journal_that_says_nothing_fails_the_recovery()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        await WatchAsync(actor);
        await ExpectMsgAsync<RecoveryTimedOutException>(TimeSpan.FromSeconds(30));
        await ExpectTerminatedAsync(actor);
    }

    private sealed class Waiting : ReceivePersistentActor
    {
        private readonly IActorRef _report;

        public Waiting(IActorRef report)
        {
            _report = report;
            JournalPluginId = "silent-journal";
        }

        public override string PersistenceId => "waiting";

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _report.Tell(reason);
    }

    public sealed class SilentJournal : MemoryJournal
    {
        public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => new TaskCompletionSource<long>().Task;
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }
}
