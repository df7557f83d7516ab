using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts the actor system with the host and stops it through <see cref="CoordinatedShutdown"/>.</summary>
/// <remarks>A system that terminates by itself stops the application. A start that fails stops it as well, and is thrown to the host.</remarks>
public class AkkaHostedService : IHostedService
{
    /// <summary>Called by the service provider.</summary>
    public AkkaHostedService(AkkaConfigurationBuilder configurationBuilder, IServiceProvider serviceProvider, ILogger<AkkaHostedService> logger, IHostApplicationLifetime? applicationLifetime = null)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <summary>The running system; null before the start.</summary>
    protected ActorSystem? ActorSystem { get; private set; }

    /// <summary>The shutdown of the system; null before the start.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown { get; private set; }

    /// <summary>What the system is made from.</summary>
    protected AkkaConfigurationBuilder ConfigurationBuilder { get; }

    /// <summary>The services.</summary>
    protected IServiceProvider ServiceProvider { get; }

    /// <summary>The log.</summary>
    protected ILogger<AkkaHostedService> Logger { get; }

    /// <summary>The host, if there is one.</summary>
    protected IHostApplicationLifetime? HostApplicationLifetime { get; }

    /// <summary>Creates the system, starts its actors and runs the start-up tasks.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logger.LogCritical(e, "The actor system {ActorSystem} did not start", ConfigurationBuilder.ActorSystemName);
            HostApplicationLifetime?.StopApplication();
            throw;
        }

        _ = ActorSystem.WhenTerminated.ContinueWith(
            static (_, state) => ((IHostApplicationLifetime?)state)?.StopApplication(),
            HostApplicationLifetime,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Runs the phases of the coordinated shutdown.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (CoordinatedShutdown is { } shutdown)
        {
            await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
