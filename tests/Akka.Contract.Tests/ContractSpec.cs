using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;

namespace Akka.Contract.Tests;

/// <summary>Base of the contract: only what Akka.NET publishes may be used in it.</summary>
public abstract class ContractSpec : Akka.TestKit.Xunit2.TestKit
{
    /// <summary>Time stands still until the test advances it.</summary>
    protected const string VirtualTime = "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\n";

    protected ContractSpec(string hocon = "")
        : base(ConfigurationFactory.ParseString(hocon + PatientKit.Hocon + "akka.loglevel = WARNING"))
    {
    }

    protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    protected static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a test waits for what has to come before it says that it did not.</summary>
    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected IActorRef Spawn(Action<Scripted> script, string? name = null) => Sys.ActorOf(Scripted.Props(script), name!);

    /// <summary>Waits until the actor has handled what was told to it before.</summary>
    protected static async Task Settle(IActorRef actor) => await actor.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(30));

    /// <summary>A supervisor that starts a child for every Props it is told, answers with the reference, and reports what it decides.</summary>
    protected IActorRef Supervisor(SupervisorStrategy strategy, string? name = null) => Spawn(
        actor =>
        {
            actor.Strategy = strategy;
            actor.On<Props>(props => actor.From.Tell(actor.Ctx.ActorOf(props)));
            actor.On<Named>(child => actor.From.Tell(actor.Ctx.ActorOf(child.Props, child.Name)));
        },
        name);

    protected static async Task<IActorRef> ChildOf(IActorRef supervisor, Action<Scripted> script) =>
        await supervisor.Ask<IActorRef>(Scripted.Props(script), TimeSpan.FromSeconds(30));

    protected sealed record Named(string Name, Props Props);

    protected sealed class BoomException(string message = "boom") : Exception(message);
}
