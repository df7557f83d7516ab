using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Contract.Tests;

public sealed class HostingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Actors_start_with_the_host_in_order_and_are_found_by_type()
    {
        var order = new List<string>();
        using var host = Host(builder => builder
            .WithActors((system, registry) =>
            {
                order.Add("first");
                registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"));
            })
            .WithActors(async (system, registry, resolver) =>
            {
                await Task.Yield();
                order.Add("second");
                registry.Register<NeedsService>(system.ActorOf(resolver.Props<NeedsService>("argument")));
            })
            .AddStartup((_, _) => order.Add("startup")));
        await host.StartAsync();
        Assert.Equal(["first", "second", "startup"], order);
        var required = host.Services.GetRequiredService<IRequiredActor<Echo>>();
        Assert.Equal("echo", required.ActorRef.Path.Name);
        Assert.Equal("x", await required.ActorRef.Ask<string>("x", Patience));
        var registry = host.Services.GetRequiredService<ActorRegistry>();
        Assert.Equal("argument and service", await registry.Get<NeedsService>().Ask<string>("x", Patience));
        Assert.Same(ActorRegistry.For(host.Services.GetRequiredService<ActorSystem>()), registry);
        await host.StopAsync();
        Assert.True(host.Services.GetRequiredService<ActorSystem>().WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Stopping_the_host_runs_the_coordinated_shutdown()
    {
        var ran = false;
        using var host = Host(builder => builder.AddStartup((system, _) =>
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", () =>
            {
                ran = true;
                return Task.FromResult(Done.Instance);
            })));
        await host.StartAsync();
        var shutdown = CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>());
        await host.StopAsync();
        Assert.True(ran);
        Assert.Same(CoordinatedShutdown.ClrExitReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task A_system_that_terminates_stops_the_application()
    {
        using var host = Host(_ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.Services.GetRequiredService<ActorSystem>().Terminate();
        await stopping.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Configurations_go_above_below_or_instead()
    {
        using var host = Host(builder => builder
            .AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("a = 2, c = 2", HoconAddMode.Append)
            .AddHocon("b = 3", HoconAddMode.Prepend));
        await host.StartAsync();
        var config = host.Services.GetRequiredService<ActorSystem>().Settings.Config;
        Assert.Equal((1, 3, 2), (config.GetInt("a"), config.GetInt("b"), config.GetInt("c")));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_configuration_of_the_host_can_be_used()
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["akka:Actor:x"] = "1",
            ["akka:list:0"] = "a",
            ["akka:list:1"] = "b \"quoted\"",
        }).Build();
        using var host = Host(builder => builder.AddHocon(values, HoconAddMode.Prepend));
        await host.StartAsync();
        var config = host.Services.GetRequiredService<ActorSystem>().Settings.Config;
        Assert.Equal(1, config.GetInt("akka.actor.x"));
        Assert.Equal(["a", "b \"quoted\""], config.GetStringList("akka.list"));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_registry_waits_for_what_comes_later_and_refuses_twice()
    {
        using var host = Host(_ => { });
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var registry = ActorRegistry.For(system);
        Assert.Throws<MissingActorRegistryEntryException>(() => registry.Get<Echo>());
        Assert.Throws<MissingActorRegistryEntryException>(() => host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef);
        var later = registry.GetAsync<Echo>();
        Assert.False(later.IsCompleted);
        var echo = system.ActorOf(Props.Create<Echo>());
        registry.Register<Echo>(echo);
        Assert.Equal(echo, await later.WaitAsync(Patience));
        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Echo>(echo));
        Assert.False(registry.TryRegister<Echo>(echo));
        registry.Register<Echo>(echo, overwrite: true);
        using var cancelled = new CancellationTokenSource();
        var never = registry.GetAsync<string>(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_log_goes_to_the_hosts_loggers()
    {
        var sink = new Sink();
        using var host = Host(
            builder => builder
                .ConfigureLoggers(loggers =>
                {
                    loggers.ClearLoggers();
                    loggers.AddLoggerFactory();
                    loggers.LogLevel = Akka.Event.LogLevel.DebugLevel;
                }),
            logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(sink));
        await host.StartAsync();
        host.Services.GetRequiredService<ActorSystem>().Log.Error(new InvalidOperationException("cause"), "failed {0}", 42);
        await sink.Found(entry => entry is { Level: LogLevel.Error, Text: "failed 42", Error: InvalidOperationException }).WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Services_of_a_system_made_by_hand()
    {
        await using var services = new ServiceCollection().AddSingleton("and service").BuildServiceProvider();
        var system = ActorSystem.Create("by-hand", BootstrapSetup.Create().And(DependencyResolverSetup.Create(services)));
        var actor = system.ActorOf(DependencyResolver.For(system).Props<NeedsService>("argument"));
        Assert.Equal("argument and service", await actor.Ask<string>("x", Patience));
        await system.Terminate();
    }

    private static IHost Host(Action<AkkaConfigurationBuilder> configure, Action<ILoggingBuilder>? logging = null) =>
        new HostBuilder()
            .ConfigureLogging(builder => logging?.Invoke(builder))
            .ConfigureServices(services => services
                .AddSingleton("and service")
                .AddAkka("hosted", builder => configure(builder)))
            .Build();

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class NeedsService : ReceiveActor
    {
        public NeedsService(object argument, string service) => ReceiveAny(_ => Sender.Tell($"{argument} {service}"));
    }

    private sealed record Entry(LogLevel Level, string Text, Exception? Error);

    private sealed class Sink : ILoggerProvider, ILogger
    {
        private readonly Lock _lock = new();
        private readonly List<Entry> _entries = [];
        private readonly List<(Predicate<Entry> IsWanted, TaskCompletionSource Found)> _waiting = [];

        public Task Found(Predicate<Entry> isWanted)
        {
            var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_entries.Exists(isWanted))
                {
                    found.SetResult();
                }

                _waiting.Add((isWanted, found));
            }

            return found.Task;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var entry = new Entry(logLevel, formatter(state, exception), exception);
            lock (_lock)
            {
                _entries.Add(entry);
                _waiting.FindAll(wait => wait.IsWanted(entry)).ForEach(wait => wait.Found.TrySetResult());
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
