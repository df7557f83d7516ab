using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2.Internals;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Base of actor tests written with xunit 2. Each test gets a system of its own, which is stopped after it.</summary>
public class TestKit : TestKitBase, IDisposable
{
    private bool _isDisposed;

    /// <summary>Uses <paramref name="system"/>, or a new one.</summary>
    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Uses a new system made from <paramref name="config"/>.</summary>
    public TestKit(ActorSystemSetup config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Uses a new system configured by <paramref name="config"/>.</summary>
    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    /// <summary>Uses a new system configured by HOCON text.</summary>
    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, output)
    {
    }

    /// <summary>The assertions of xunit 2.</summary>
    protected static XunitAssertions Assertions { get; } = new();

    /// <summary>Where the log of the test goes as well, if anywhere.</summary>
    protected ITestOutputHelper? Output { get; }

    /// <summary>Stops the system.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called after each test; stops the system.</summary>
    protected virtual void AfterAll() => Shutdown();

    /// <summary>Runs <see cref="AfterAll"/> once.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed || !disposing)
        {
            return;
        }

        _isDisposed = true;
        AfterAll();
        InternalCurrentActorCellKeeper.Current = null;
    }

    /// <summary>Shows the log of <paramref name="system"/> in the test's output.</summary>
    protected void InitializeLogger(ActorSystem system) => ShowLog(system, "");

    /// <summary>Shows the log of <paramref name="system"/> in the test's output, each line behind <paramref name="prefix"/>.</summary>
    protected void InitializeLogger(ActorSystem system, string prefix) => ShowLog(system, prefix);

    private void ShowLog(ActorSystem system, string prefix)
    {
        if (Output is not { } output)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(system);
        var logger = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new TestOutputLogger(output, prefix)), "log-test");
        logger.Ask<LoggerInitialized>(new InitializeLogger(system.EventStream), TestKitSettings.DefaultTimeout).GetAwaiter().GetResult();
    }
}
