using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>A pool of threads of its own, so that what blocks or burns in it delays nobody else.</summary>
internal sealed class ForkJoinDispatcher : MessageDispatcher
{
    private readonly DedicatedThreadPool _pool;

    public ForkJoinDispatcher(MessageDispatcherConfigurator configurator, string id, int threads) : base(configurator)
    {
        Id = id;
        _pool = new DedicatedThreadPool(threads, id);
    }

    protected override void ExecuteTask(IRunnable run) => _pool.Queue(run);
    protected internal override void Shutdown() => _pool.Dispose();
}

/// <summary>Reads <c>dedicated-thread-pool.thread-count</c>; default: the number of processors.</summary>
internal sealed class ForkJoinDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly ForkJoinDispatcher _instance;

    public ForkJoinDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites)
    {
        var threads = config.GetInt("dedicated-thread-pool.thread-count", Environment.ProcessorCount);
        if (threads < 1) throw new ConfigurationException("dedicated-thread-pool.thread-count must be at least 1");
        _instance = new ForkJoinDispatcher(this, config.GetString("id") ?? "fork-join", threads);
    }

    public override MessageDispatcher Dispatcher() => _instance;
}
