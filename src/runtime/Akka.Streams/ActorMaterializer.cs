using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>
/// Runs each graph on an actor of its own, a child of this materializer's supervisor. The streams end, abruptly, with the materializer, and that
/// ends with the actor or the system that it was made from.
/// </summary>
public abstract class ActorMaterializer : IMaterializer, IDisposable
{
    private protected ActorMaterializer(ActorSystem system, ActorMaterializerSettings settings, IActorRef supervisor)
    {
        System = system;
        Settings = settings;
        Supervisor = supervisor;
    }

    /// <summary>The actor system in which the streams run.</summary>
    public ActorSystem System { get; }

    /// <summary>Settings of all streams that do not override them.</summary>
    public ActorMaterializerSettings Settings { get; }

    /// <summary>Parent of the graphs' actors.</summary>
    public IActorRef Supervisor { get; }

    /// <summary>Whether <see cref="Shutdown"/> was called or the owner stopped.</summary>
    public abstract bool IsShutdown { get; }

    /// <summary>The materializer's own logger.</summary>
    public ILoggingAdapter Logger => field ??= Logging.GetLogger(System, Supervisor);

    /// <inheritdoc/>
    public MessageDispatcher ExecutionContext =>
        System.Dispatchers.Lookup(Settings.Dispatcher.Length == 0 ? Dispatchers.DefaultDispatcherId : Settings.Dispatcher);

    /// <summary>The configuration keys under <c>akka.stream</c> and their defaults.</summary>
    public static Configuration.Config DefaultConfig() => ActorMaterializerSettings.DefaultConfig;

    /// <summary>Makes a materializer that lives as long as <paramref name="context"/>: a system, or the actor whose context it is.</summary>
    public static ActorMaterializer Create(IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null)
    {
        var system = context switch
        {
            ActorSystem s => s,
            IActorContext c => c.System,
            null => throw new ArgumentNullException(nameof(context)),
            _ => throw new ArgumentException($"ActorRefFactory context must be an ActorSystem or IActorContext, got {context.GetType()}", nameof(context)),
        };
        settings ??= ActorMaterializerSettings.Create(system);
        var graphs = new GraphQueue();
        // An actor's own streams share one actor: a connection with two graphs does not pay for three actors.
        var props = StreamSupervisor.Props(settings, graphs, runsGraphs: context is IActorContext);
        return new ActorMaterializerImpl(system, settings, context.ActorOf(props, StreamSupervisor.NextName()), graphs, namePrefix);
    }

    /// <inheritdoc/>
    public abstract IMaterializer WithNamePrefix(string namePrefix);

    /// <inheritdoc/>
    /// <exception cref="Pattern.IllegalStateException">The materializer was shut down.</exception>
    public TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable) => Materialize(runnable, Attributes.None);

    /// <inheritdoc/>
    /// <exception cref="Pattern.IllegalStateException">The materializer was shut down.</exception>
    public abstract TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    /// <inheritdoc/>
    public ICancelable ScheduleOnce(TimeSpan delay, Action action)
    {
        var cancelable = new Cancelable(System.Scheduler.Advanced);
        System.Scheduler.Advanced.ScheduleOnce(delay, action, cancelable);
        return cancelable;
    }

    /// <inheritdoc/>
    public ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action)
    {
        var cancelable = new Cancelable(System.Scheduler.Advanced);
        System.Scheduler.Advanced.ScheduleRepeatedly(initialDelay, interval, action, cancelable);
        return cancelable;
    }

    /// <summary>Ends all streams of this materializer abruptly.</summary>
    public abstract void Shutdown();

    /// <summary>The same as <see cref="Shutdown"/>.</summary>
    public void Dispose()
    {
        Shutdown();
        GC.SuppressFinalize(this);
    }

    /// <summary>A logger with this source.</summary>
    public ILoggingAdapter MakeLogger(object logSource) => Logging.GetLogger(System, logSource);
}

/// <summary>Makes materializers.</summary>
public static class ActorMaterializerExtensions
{
    /// <summary>Makes a materializer that lives as long as <paramref name="context"/>: a system, or the actor whose context it is.</summary>
    public static ActorMaterializer Materializer(this IActorRefFactory context, ActorMaterializerSettings? settings = null, string? namePrefix = null) =>
        ActorMaterializer.Create(context, settings, namePrefix);
}
