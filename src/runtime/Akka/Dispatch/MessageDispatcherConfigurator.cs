using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>What a dispatcher configurator may use of the system.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }
    IScheduler Scheduler { get; }
    Settings Settings { get; }
    Mailboxes Mailboxes { get; }
    ActorSystem System { get; }
}

internal sealed record DefaultDispatcherPrerequisites(EventStream EventStream, IScheduler Scheduler, Settings Settings, Mailboxes Mailboxes, ActorSystem System)
    : IDispatcherPrerequisites;

/// <summary>Creates dispatchers from one block of configuration; constructed with (Config, IDispatcherPrerequisites).</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>A shared dispatcher, or a new one each time for those that own a thread.</summary>
    public abstract MessageDispatcher Dispatcher();
}
