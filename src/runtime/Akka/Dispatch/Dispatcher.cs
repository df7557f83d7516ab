using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The default: mailboxes run on the shared .NET thread pool.</summary>
public sealed class Dispatcher : MessageDispatcher
{
    internal Dispatcher(MessageDispatcherConfigurator configurator, string id) : base(configurator) => Id = id;

    // Local: a mailbox woken from an actor stays on that core's queue, where an idle core may still steal it.
    protected override void ExecuteTask(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
}

internal sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _instance = new Dispatcher(this, config.GetString("id") ?? "");

    public override MessageDispatcher Dispatcher() => _instance;
}
