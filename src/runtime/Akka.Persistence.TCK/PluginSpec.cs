using Akka.Configuration;
using Akka.Actor;
using Akka.Util.Internal;
using Xunit.Abstractions;

namespace Akka.Persistence.TCK;

/// <summary>Base of the specifications of plug-ins: a system whose default plug-in is the one under test, and a persistence id of its own for each test.</summary>
public abstract class PluginSpec : Akka.TestKit.Xunit2.TestKit
{
    private static readonly AtomicCounter Specs = new(0);

    /// <summary>A system of the given configuration.</summary>
    protected PluginSpec(Config? config = null, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(FromConfig(config), actorSystemName, output)
    {
        Extension = Persistence.Instance.Apply(Sys);
        (Pid, WriterGuid) = NewIds();
    }

    /// <summary>A system of the given set-up.</summary>
    protected PluginSpec(Akka.Actor.Setup.ActorSystemSetup setup, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(setup, actorSystemName, output)
    {
        Extension = Persistence.Instance.Apply(Sys);
        (Pid, WriterGuid) = NewIds();
    }

    /// <summary>The incarnation that the specification pretends to be.</summary>
    protected int ActorInstanceId { get; } = 1;

    /// <summary>Where the plug-ins are.</summary>
    protected PersistenceExtension Extension { get; }

    /// <summary>The persistence id of this test.</summary>
    protected string Pid { get; private set; }

    /// <summary>The writer that the specification pretends to be.</summary>
    protected string WriterGuid { get; private set; }

    /// <summary>The commands that a plug-in has carried out are published, so that a specification can wait for them.</summary>
    protected static Config FromConfig(Config? config = null) =>
        ConfigurationFactory.ParseString("akka.persistence.publish-plugin-commands = on").SafeWithFallback(config);

    /// <summary>Tells <paramref name="subscriber"/> what is published of a type.</summary>
    protected bool Subscribe<T>(IActorRef subscriber) => Sys.EventStream.Subscribe(subscriber, typeof(T));

    /// <summary>Another persistence id, and another writer.</summary>
    protected void RenewIds() => (Pid, WriterGuid) = NewIds();

    private static (string Pid, string WriterGuid) NewIds() => ($"p-{Specs.IncrementAndGet()}", Guid.NewGuid().ToString());
}
