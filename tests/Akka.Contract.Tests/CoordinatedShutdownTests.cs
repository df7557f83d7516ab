using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class CoordinatedShutdownTests() : ContractSpec("""
    akka.coordinated-shutdown.terminate-actor-system = off
    akka.coordinated-shutdown.run-by-actor-system-terminate = off
    akka.coordinated-shutdown.phases.service-stop.timeout = 100ms
    akka.coordinated-shutdown.phases.before-service-unbind.timeout = 100ms
    """)
{
    private readonly ConcurrentQueue<string> _ran = new();

    private CoordinatedShutdown Coordinated => CoordinatedShutdown.Get(Sys);

    [Fact]
    public async Task Phases_run_in_order()
    {
        Add(CoordinatedShutdown.PhaseActorSystemTerminate, "last");
        Add(CoordinatedShutdown.PhaseServiceStop, "stop");
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first");
        Add(CoordinatedShutdown.PhaseServiceRequestsDone, "requests");
        Add(CoordinatedShutdown.PhaseServiceUnbind, "unbind");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        Assert.Equal(["first", "unbind", "requests", "stop", "last"], _ran);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_together()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "waits", async () =>
        {
            await first.Task;
            _ran.Enqueue("waited");
            return Done.Instance;
        });
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "releases", () =>
        {
            first.SetResult();
            return Task.FromResult(Done.Instance);
        });
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        Assert.Equal(["waited"], _ran);
    }

    [Fact]
    public async Task A_failed_task_does_not_end_the_shutdown()
    {
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new BoomException()));
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "throws", () => throw new BoomException());
        Add(CoordinatedShutdown.PhaseServiceUnbind, "beside");
        Add(CoordinatedShutdown.PhaseServiceStop, "after");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        Assert.Equal(["beside", "after"], _ran);
    }

    [Fact]
    public async Task A_task_that_hangs_is_left_behind_when_its_phase_times_out()
    {
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        Add(CoordinatedShutdown.PhaseActorSystemTerminate, "after");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        Assert.Equal(["after"], _ran);
    }

    [Fact]
    public async Task It_runs_once_and_remembers_the_first_reason()
    {
        Add(CoordinatedShutdown.PhaseServiceStop, "stop");
        Assert.Null(Coordinated.ShutdownReason);
        var first = Coordinated.Run(CoordinatedShutdown.ClrExitReason.Instance);
        var second = Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        await Task.WhenAll(first, second);
        Assert.Equal(["stop"], _ran);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, Coordinated.ShutdownReason);
    }

    [Fact]
    public async Task It_may_begin_at_a_later_phase()
    {
        Add(CoordinatedShutdown.PhaseBeforeServiceUnbind, "first");
        Add(CoordinatedShutdown.PhaseServiceStop, "stop");
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseServiceStop);
        Assert.Equal(["stop"], _ran);
    }

    [Fact]
    public void Only_known_phases_take_tasks()
    {
        Assert.Throws<ConfigurationExceptionOrArgument>(() => Wrap(() => Coordinated.AddTask("no-such-phase", "x", () => Task.FromResult(Done.Instance))));
        Assert.Throws<ConfigurationExceptionOrArgument>(() => Wrap(() => Coordinated.AddTask(CoordinatedShutdown.PhaseServiceStop, "", () => Task.FromResult(Done.Instance))));
    }

    [Fact]
    public async Task A_later_phase_may_get_tasks_while_an_earlier_one_runs()
    {
        Coordinated.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "adds", () =>
        {
            Add(CoordinatedShutdown.PhaseServiceStop, "added");
            return Task.FromResult(Done.Instance);
        });
        await Coordinated.Run(CoordinatedShutdown.UnknownReason.Instance);
        Assert.Equal(["added"], _ran);
    }

    [Fact]
    public void Each_phase_has_its_timeout()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(100), Coordinated.Timeout(CoordinatedShutdown.PhaseServiceStop));
        Assert.Equal(TimeSpan.FromSeconds(5), Coordinated.Timeout(CoordinatedShutdown.PhaseServiceUnbind));
    }

    [Fact]
    public async Task Terminating_the_system_runs_it_first_and_running_it_terminates_the_system()
    {
        var ran = new List<string>();
        var system = ActorSystem.Create("ends");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "stop", () =>
        {
            ran.Add("stop");
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(Patience);
        Assert.Equal(["stop"], ran);
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);

        var other = ActorSystem.Create("ends-too");
        await CoordinatedShutdown.Get(other).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        await other.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_terminated_system_stops_every_actor_and_runs_what_was_registered()
    {
        var stopped = new ConcurrentQueue<string>();
        var system = ActorSystem.Create("stops");
        system.RegisterOnTermination(() => stopped.Enqueue("system"));
        system.ActorOf(Scripted.Props(self => self.Stopping = () => stopped.Enqueue("actor")));
        await system.Terminate().WaitAsync(Patience);
        await AwaitConditionAsync(() => stopped.Count == 2);
        Assert.Equal(["actor", "system"], stopped);
    }

    private void Add(string phase, string name) => Coordinated.AddTask(phase, name, () =>
    {
        _ran.Enqueue(name);
        return Task.FromResult(Done.Instance);
    });

    private static void Wrap(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is Akka.Configuration.ConfigurationException or ArgumentException)
        {
            throw new ConfigurationExceptionOrArgument();
        }
    }

    private sealed class ConfigurationExceptionOrArgument : Exception;
}
