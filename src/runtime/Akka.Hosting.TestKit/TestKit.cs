using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Akka.TestKit.Xunit2.Internals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;
using Xunit.Abstractions;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.TestKit;

/// <summary>Base of tests of what runs in a host: each test gets a host with an actor system in it, started before and stopped after it.</summary>
public abstract class TestKit : TestKitBase, IAsyncLifetime
{
    private readonly string _actorSystemName;
    private readonly TimeSpan _startupTimeout;
    private IHost? _host;

    /// <summary>A test.</summary>
    /// <param name="actorSystemName">Name of the system; "test" when not given.</param>
    /// <param name="output">Where the log goes as well.</param>
    /// <param name="startupTimeout">How long the host may take to start; 10 s when not given.</param>
    /// <param name="logLevel">The lowest level of the host's own log.</param>
    protected TestKit(string? actorSystemName = null, ITestOutputHelper? output = null, TimeSpan? startupTimeout = null, LogLevel logLevel = LogLevel.Information)
        : base(Assertions)
    {
        _actorSystemName = actorSystemName ?? "test";
        Output = output;
        LogLevel = logLevel;
        _startupTimeout = startupTimeout ?? TimeSpan.FromSeconds(10);
    }

    /// <summary>The host.</summary>
    /// <exception cref="InvalidOperationException">The test has not started.</exception>
    public IHost Host => _host ?? throw new InvalidOperationException("The host starts before the test, after its constructor.");

    /// <summary>The actors that the system's set-up registered.</summary>
    public ActorRegistry ActorRegistry => Host.Services.GetRequiredService<ActorRegistry>();

    /// <summary>Where the log goes as well.</summary>
    public ITestOutputHelper? Output { get; }

    /// <summary>The lowest level of the host's own log.</summary>
    public LogLevel LogLevel { get; }

    /// <summary>The assertions of xunit 2.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Added to the configuration before anything else of the test's; null = nothing.</summary>
    protected virtual Config? Config => null;

    /// <summary>Starts the host, then calls <see cref="BeforeTestStart"/>.</summary>
    public async Task InitializeAsync()
    {
        var builder = new HostBuilder();
        builder.ConfigureHostConfiguration(ConfigureHostConfiguration);
        builder.ConfigureAppConfiguration(ConfigureAppConfiguration);
        builder.ConfigureLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel);
            ConfigureLogging(logging);
        });
        builder.ConfigureServices((context, services) =>
        {
            ConfigureServices(context, services);
            services.AddAkka(_actorSystemName, (akka, provider) =>
            {
                akka.AddHocon(DefaultConfig, HoconAddMode.Prepend);
                if (Config is { } config) akka.AddHocon(config, HoconAddMode.Prepend);
                akka.ConfigureLoggers(static loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLogger<TestEventListener>();
                });
                ConfigureAkka(akka, provider);
            });
        });

        _host = builder.Build();
        using var patience = new CancellationTokenSource(_startupTimeout);
        try
        {
            await _host.StartAsync(patience.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"The host did not start within {_startupTimeout}.", e);
        }

        base.InitializeTest(_host.Services.GetRequiredService<ActorSystem>(), ActorSystemSetup.Empty, null, null);
        ShowLog();
        await BeforeTestStart();
    }

    /// <summary>Calls <see cref="AfterAllAsync"/>, then stops the host.</summary>
    public async Task DisposeAsync()
    {
        await AfterAllAsync();
        if (_host is null) return;
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>Sets the actor system up.</summary>
    protected abstract void ConfigureAkka(AkkaConfigurationBuilder builder, IServiceProvider provider);

    /// <summary>Sets the host's own configuration up.</summary>
    protected virtual void ConfigureHostConfiguration(IConfigurationBuilder builder) { }

    /// <summary>Sets the application's configuration up.</summary>
    protected virtual void ConfigureAppConfiguration(HostBuilderContext context, IConfigurationBuilder builder) { }

    /// <summary>Adds services.</summary>
    protected virtual void ConfigureServices(HostBuilderContext context, IServiceCollection services) { }

    /// <summary>Sets the host's log up.</summary>
    protected virtual void ConfigureLogging(ILoggingBuilder builder) { }

    /// <summary>Runs when the host has started.</summary>
    protected virtual Task BeforeTestStart() => Task.CompletedTask;

    /// <summary>Runs before the host stops.</summary>
    protected virtual Task AfterAllAsync() => Task.CompletedTask;

    /// <summary>Nothing yet: the system is the host's, which starts after the constructor.</summary>
    protected sealed override void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName) { }

    private void ShowLog()
    {
        if (Output is not { } output) return;
        var logger = ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new TestOutputLogger(output)), "log-test");
        logger.Tell(new InitializeLogger(Sys.EventStream), ActorRefs.NoSender);
    }
}
