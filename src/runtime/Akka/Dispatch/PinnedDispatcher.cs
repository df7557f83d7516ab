using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>One thread for one actor; it ends with the actor.</summary>
internal sealed class PinnedDispatcher : MessageDispatcher
{
    private readonly DedicatedThreadPool _thread;

    public PinnedDispatcher(MessageDispatcherConfigurator configurator, string id) : base(configurator)
    {
        Id = id;
        _thread = new DedicatedThreadPool(1, id);
    }

    protected override void ExecuteTask(IRunnable run) => _thread.Queue(run);
    private protected override void OnLastDetached() => _thread.Dispose();
    protected internal override void Shutdown() => _thread.Dispose();
}

internal sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) { }

    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(this, Config.GetString("id") ?? "pinned");
}
