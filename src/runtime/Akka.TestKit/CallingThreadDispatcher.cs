using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Creates <see cref="CallingThreadDispatcher"/> from configuration.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _instance;

    /// <summary>Called by the runtime.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = new CallingThreadDispatcher(this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _instance;
}

/// <summary>Runs a mailbox on the thread that sends to it, so that a <c>Tell</c> returns when the message has been handled.</summary>
/// <remarks>A mailbox that runs already, below on the same stack or on another thread, takes the message in its turn.</remarks>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>Where the dispatcher stands in the configuration.</summary>
    public static new readonly string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>Called by the configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.Run();
    }
}
