using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Base of actor tests: an actor system, an actor that collects what is sent to the test, and expectations about it.</summary>
/// <remarks>
/// Every time given to an expectation is multiplied by <c>akka.test.timefactor</c>. Outside a <c>Within</c> block an expectation
/// waits for <c>akka.test.single-expect-default</c>; inside, for what is left of the block. A test class is used by one thread
/// at a time; unless it is <see cref="INoImplicitSender"/>, what it tells has <see cref="TestActor"/> as sender.
/// </remarks>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int s_testActors;
    private static readonly Lazy<Config> Reference =
        new(static () => ConfigurationFactory.FromResource<TestKitBase>("Akka.TestKit.Internal.Reference.conf"));

    private readonly ITestKitAssertions _assertions;
    private readonly MessageQueue _queue = new();
    private ActorSystem _system = null!;
    private IActorRef _testActor = null!;
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private bool _lastWasNoMsg;
    private TimeSpan? _end;

    /// <summary>Uses <paramref name="system"/>, or a new one.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, config: null, actorSystemName: null, testActorName)
    {
    }

    /// <summary>Uses a new system from <paramref name="setup"/>.</summary>
    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, system: null, setup, config: null, actorSystemName, testActorName)
    {
    }

    /// <summary>Uses a new system configured by <paramref name="config"/>, completed by <see cref="DefaultConfig"/>.</summary>
    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, system: null, ActorSystemSetup.Empty, config, actorSystemName, testActorName)
    {
    }

    private TestKitBase(ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup setup, Config? config, string? actorSystemName, string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        _assertions = assertions;
        if (config is null) InitializeTest(system, setup, actorSystemName, testActorName);
        else InitializeTest(system, setup, config, actorSystemName, testActorName);
    }

    /// <summary>What the test kit adds to the configuration of a system that it creates.</summary>
    public static Config DefaultConfig => Reference.Value;

    /// <summary>Everything that happens is logged; for hunting a failure.</summary>
    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka.loglevel = DEBUG
        akka.actor.debug { receive = on, autoreceive = on, lifecycle = on, event-stream = on, unhandled = on }
        """);

    /// <summary>The actor system under test.</summary>
    public ActorSystem Sys => _system;

    /// <summary>The block <c>akka.test</c> of the system.</summary>
    public TestKitSettings TestKitSettings { get; private set; } = null!;

    /// <summary>Receives what the actors send to the test.</summary>
    public IActorRef TestActor => _testActor;

    /// <summary>Who sent the last message that the test took.</summary>
    public IActorRef LastSender => _last.Sender!;

    /// <summary>The last message that the test took.</summary>
    public object? LastMessage => _last.Message;

    /// <summary>Whether messages wait to be taken.</summary>
    public bool HasMessages => _queue.Count > 0;

    /// <summary>Filters for log events, which are then expected or muted.</summary>
    public EventFilterFactory EventFilter { get; private set; } = null!;

    /// <summary>Filters for the log events of another system.</summary>
    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>The log of the test.</summary>
    public ILoggingAdapter Log { get; private set; } = null!;

    /// <summary>The framework's assertions.</summary>
    internal ITestKitAssertions Assertions => _assertions;

    /// <summary>A clock that only goes forward.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    /// <summary>Sets the test up around its system. Called by the constructor.</summary>
    protected virtual void InitializeTest(ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName) =>
        InitializeTest(system, config, null, actorSystemName, testActorName);

    /// <summary>Ends the implicit sender and the system, which must stop in the given time (5 s by default).</summary>
    /// <param name="duration">How long to wait.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not stop fails the test; otherwise it is only logged.</param>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(_system, duration, verifySystemShutdown);

    /// <summary>Stops <paramref name="system"/>, which must happen in the given time (5 s by default).</summary>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        ArgumentNullException.ThrowIfNull(system);
        var patience = duration ?? Dilated(TimeSpan.FromSeconds(5));
        var terminated = Task.Run(system.Terminate);
        if (!terminated.Wait(patience))
        {
            var message = $"The actor system {system.Name} did not stop in {patience}.";
            if (verifySystemShutdown)
            {
                throw new TimeoutException(message);
            }

            system.Log.Warning(message);
        }
    }

    /// <summary>Makes the test actor drop what <paramref name="shouldIgnoreMessage"/> says. Replaces an earlier filter.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => Steer(new InternalTestActor.SetIgnore(shouldIgnoreMessage));

    /// <summary>Makes the test actor drop messages of type <typeparamref name="T"/> for which the function says so.</summary>
    public void IgnoreMessages<T>(Func<T, bool> shouldIgnoreMessage) => IgnoreMessages(message => message is T typed && shouldIgnoreMessage(typed));

    /// <summary>Makes the test actor drop messages of type <typeparamref name="T"/>.</summary>
    public void IgnoreMessages<T>() => IgnoreMessages(static message => message is T);

    /// <summary>Ends <see cref="IgnoreMessages(Func{object, bool})"/>.</summary>
    public void IgnoreNoMessages() => Steer(new InternalTestActor.SetIgnore(null));

    /// <summary>Makes the test actor watch <paramref name="actorToWatch"/>; effective when the call returns.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        Steer(new InternalTestActor.StartWatch(actorToWatch));
        return actorToWatch;
    }

    /// <inheritdoc cref="Watch"/>
    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch, CancellationToken cancellationToken = default)
    {
        await SteerAsync(new InternalTestActor.StartWatch(actorToWatch), cancellationToken).ConfigureAwait(false);
        return actorToWatch;
    }

    /// <summary>Ends <see cref="Watch"/>; effective when the call returns.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        Steer(new InternalTestActor.StopWatch(actorToUnwatch));
        return actorToUnwatch;
    }

    /// <inheritdoc cref="Unwatch"/>
    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch, CancellationToken cancellationToken = default)
    {
        await SteerAsync(new InternalTestActor.StopWatch(actorToUnwatch), cancellationToken).ConfigureAwait(false);
        return actorToUnwatch;
    }

    /// <summary>Lets <paramref name="pilot"/> answer messages to the test actor.</summary>
    public void SetAutoPilot(AutoPilot pilot) => Steer(new InternalTestActor.SetPilot(pilot));

    /// <summary>The time multiplied by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan ? duration : duration * TestKitSettings.TestTimeFactor;

    /// <summary>What is left of the innermost <c>Within</c> block.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TimeSpan Remaining => _end is { } end ? Positive(end - Now) : throw new InvalidOperationException("Remaining is only known inside Within.");

    /// <summary>What is left of the innermost <c>Within</c> block, or the dilated default patience outside one.</summary>
    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the innermost <c>Within</c> block, or <paramref name="duration"/> outside one.</summary>
    public TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? Positive(end - Now) : duration;

    /// <summary>The given time, dilated; without one <see cref="RemainingOrDefault"/>.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration)
    {
        if (duration is not { } given)
        {
            return RemainingOrDefault;
        }

        return given >= TimeSpan.Zero || given == Timeout.InfiniteTimeSpan
            ? Dilated(given)
            : throw new ArgumentOutOfRangeException(nameof(duration), given, "A patience cannot be negative.");
    }

    /// <summary>The default patience of a single expectation, dilated.</summary>
    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.DefaultTimeout;

    [DoesNotReturn]
    internal void Fail(string message)
    {
        _assertions.Fail("{0}", message);
        throw new InvalidOperationException(message);
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private void InitializeTest(ActorSystem? system, ActorSystemSetup setup, Config? config, string? actorSystemName, string? testActorName)
    {
        if (system is null)
        {
            var given = setup.Get<BootstrapSetup>();
            var boot = given.HasValue ? given.Value : BootstrapSetup.Create();
            var own = boot.Config.HasValue ? boot.Config.Value.SafeWithFallback(config) : config;
            system = ActorSystem.Create(actorSystemName ?? "test", setup.And(boot.WithConfig(own.SafeWithFallback(DefaultConfig))));
        }
        else
        {
            // A system that the test made itself knows nothing of the test kit's dispatchers.
            system.Settings.InjectTopLevelFallback(DefaultConfig);
        }

        _system = system;
        TestKitSettings = new TestKitSettings(system.Settings.Config.WithFallback(DefaultConfig));
        Log = Logging.GetLogger(system, GetType());
        EventFilter = new EventFilterFactory(this);
        _testActor = CreateTestActor(system, testActorName ?? $"testActor{Interlocked.Increment(ref s_testActors)}", _queue);
        if (this is TestProbe)
        {
            return;
        }

        var cell = this is INoImplicitSender ? null : ((ActorRefWithCell)_testActor).Underlying as ActorCell;
        InternalCurrentActorCellKeeper.Current = cell;
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingSynchronizationContext(cell));
    }

    private static IActorRef CreateTestActor(ActorSystem system, string name, MessageQueue queue)
    {
        var props = Props.Create(() => new InternalTestActor(queue)).WithDispatcher("akka.test.test-actor.dispatcher");
        var actor = ((ExtendedActorSystem)system).SystemActorOf(props, name);
        // A test may stop time or the thread pool: its own actor must exist before that.
        if (actor is IRepointableRef { IsStarted: false } repointable && !SpinWait.SpinUntil(() => repointable.IsStarted, TimeSpan.FromSeconds(10)))
        {
            throw new TimeoutException($"The test actor {name} did not start.");
        }

        return actor;
    }

    private void Steer(object command) => _testActor.Ask(command, TestKitSettings.DefaultTimeout).GetAwaiter().GetResult();

    private Task<object> SteerAsync(object command, CancellationToken cancellationToken) =>
        _testActor.Ask(command, TestKitSettings.DefaultTimeout, cancellationToken);
}
