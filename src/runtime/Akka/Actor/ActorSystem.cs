using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>One tree of actors with its dispatchers, scheduler, event stream and configuration.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    public abstract Settings Settings { get; }
    public abstract string Name { get; }
    public abstract EventStream EventStream { get; }
    public abstract IActorRef DeadLetters { get; }
    public abstract ILoggingAdapter Log { get; }
    public abstract IScheduler Scheduler { get; }
    public abstract Dispatchers Dispatchers { get; }
    public abstract Mailboxes Mailboxes { get; }
    public abstract Serialization.Serialization Serialization { get; }

    /// <summary>Completes when every actor has stopped and the termination callbacks have run.</summary>
    public abstract Task WhenTerminated { get; }

    public abstract TimeSpan StartTime { get; }
    public abstract TimeSpan Uptime { get; }

    /// <summary>Starts a system with the defaults.</summary>
    /// <param name="name">Letters, digits, "-" and "_", not beginning with those two.</param>
    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);
    public static ActorSystem Create(string name, Config config) => Create(name, BootstrapSetup.Create().WithConfig(config));
    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    public static ActorSystem Create(string name, ActorSystemSetup setup)
    {
        var bootstrap = setup.Get<BootstrapSetup>();
        var user = bootstrap.HasValue && bootstrap.Value.Config.HasValue ? bootstrap.Value.Config.Value : ConfigurationFactory.Load();
        var system = new ActorSystemImpl(name, user, setup);
        system.Start();
        return system;
    }

    public abstract T GetExtension<T>() where T : class, IExtension;
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object? extension);
    public abstract bool TryGetExtension<T>(out T? extension) where T : class, IExtension;
    public abstract object RegisterExtension(IExtensionId extension);

    /// <summary>Runs once every actor has stopped, in reverse order of registration.</summary>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Runs coordinated shutdown, which stops all actors; the task is <see cref="WhenTerminated"/>.</summary>
    public abstract Task Terminate();

    /// <summary>Stops an actor without waiting for it.</summary>
    public abstract void Stop(IActorRef actor);

    public abstract IActorRef ActorOf(Props props, string? name = null);
    public abstract ActorSelection ActorSelection(ActorPath actorPath);
    public abstract ActorSelection ActorSelection(string actorPath);

    protected internal abstract void FinalTerminate();

    /// <summary>Starts termination and waits for it.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Terminate().Wait();
    }
}

/// <summary>The parts of a system that extensions and the runtime use.</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Starts an actor under <c>/system</c>, which outlives <c>/user</c>.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);
    public abstract IActorRef SystemActorOf<TActor>(string? name = null) where TActor : ActorBase, new();

    public abstract void Abort();
    public abstract string PrintTree();
}
