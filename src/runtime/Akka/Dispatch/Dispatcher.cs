using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The default: mailboxes run on the shared .NET thread pool, those that were woken by an actor preferably on its thread.</summary>
public sealed class Dispatcher : MessageDispatcher
{
    internal Dispatcher(MessageDispatcherConfigurator configurator, string id) : base(configurator) => Id = id;

    protected override void ExecuteTask(IRunnable run)
    {
        if (run is Mailbox mailbox && LocalRunQueue.TryPut(mailbox)) return;
        // Local again: on that core's queue of the pool, where an idle core may steal it.
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
    }
}

internal sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _instance = new Dispatcher(this, config.GetString("id") ?? "");

    public override MessageDispatcher Dispatcher() => _instance;
}
