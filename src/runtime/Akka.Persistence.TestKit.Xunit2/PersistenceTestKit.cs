using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Xunit.Abstractions;

namespace Akka.Persistence.TestKit;

/// <summary>Base of tests of persistent actors: their journal and snapshot store are in memory, and fail, refuse or wait as the test says.</summary>
public class PersistenceTestKit : Akka.TestKit.Xunit2.TestKit
{
    /// <summary>A system of this set-up.</summary>
    public PersistenceTestKit(ActorSystemSetup setup, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(WithStores(setup), actorSystemName, output) => Find();

    /// <summary>A system of this configuration.</summary>
    public PersistenceTestKit(Config? config = null, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(PersistenceTestKitConfig.Of(config), actorSystemName, output) => Find();

    /// <summary>A system of this configuration, in HOCON.</summary>
    public PersistenceTestKit(string config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), actorSystemName, output) { }

    /// <summary>The persistence extension of the system.</summary>
    public PersistenceExtension PersistenceExtension { get; private set; } = null!;

    /// <summary>The actor of the journal.</summary>
    public IActorRef JournalActorRef { get; private set; } = null!;

    /// <summary>The actor of the snapshot store.</summary>
    public IActorRef SnapshotsActorRef { get; private set; } = null!;

    /// <summary>What the journal does.</summary>
    public ITestJournal Journal { get; private set; } = null!;

    /// <summary>What the snapshot store does.</summary>
    public ITestSnapshotStore Snapshots { get; private set; } = null!;

    /// <summary>Chooses what the journal does with the events that it replays while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithJournalRecovery(Func<JournalRecoveryBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Journal.OnRecovery, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithJournalRecovery(Func{JournalRecoveryBehavior, Task}, Func{Task})"/>
    public Task WithJournalRecovery(Func<JournalRecoveryBehavior, Task> behaviorSelector, Action execution) => WithJournalRecovery(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the journal does with the events that are written while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithJournalWrite(Func<JournalWriteBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Journal.OnWrite, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithJournalWrite(Func{JournalWriteBehavior, Task}, Func{Task})"/>
    public Task WithJournalWrite(Func<JournalWriteBehavior, Task> behaviorSelector, Action execution) => WithJournalWrite(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the connection of the journal does while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithJournalConnection(Func<JournalConnectionBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Journal.OnConnect, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithJournalConnection(Func{JournalConnectionBehavior, Task}, Func{Task})"/>
    public Task WithJournalConnection(Func<JournalConnectionBehavior, Task> behaviorSelector, Action execution) => WithJournalConnection(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the store does with the snapshots that are saved while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithSnapshotSave(Func<SnapshotStoreSaveBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Snapshots.OnSave, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithSnapshotSave(Func{SnapshotStoreSaveBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotSave(Func<SnapshotStoreSaveBehavior, Task> behaviorSelector, Action execution) => WithSnapshotSave(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the store does with the snapshots that are loaded while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithSnapshotLoad(Func<SnapshotStoreLoadBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Snapshots.OnLoad, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithSnapshotLoad(Func{SnapshotStoreLoadBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotLoad(Func<SnapshotStoreLoadBehavior, Task> behaviorSelector, Action execution) => WithSnapshotLoad(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the store does with the snapshots that are deleted while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithSnapshotDelete(Func<SnapshotStoreDeleteBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Snapshots.OnDelete, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithSnapshotDelete(Func{SnapshotStoreDeleteBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotDelete(Func<SnapshotStoreDeleteBehavior, Task> behaviorSelector, Action execution) => WithSnapshotDelete(behaviorSelector, Awaiting(execution));

    /// <summary>Chooses what the connection of the store does while <paramref name="execution"/> runs; afterwards it passes everything again.</summary>
    public Task WithSnapshotConnection(Func<SnapshotStoreConnectionBehavior, Task> behaviorSelector, Func<Task> execution) => DuringAsync(Snapshots.OnConnect, behaviorSelector, execution, static b => b.Pass());

    /// <inheritdoc cref="WithSnapshotConnection(Func{SnapshotStoreConnectionBehavior, Task}, Func{Task})"/>
    public Task WithSnapshotConnection(Func<SnapshotStoreConnectionBehavior, Task> behaviorSelector, Action execution) => WithSnapshotConnection(behaviorSelector, Awaiting(execution));

    private static ActorSystemSetup WithStores(ActorSystemSetup setup)
    {
        var boot = setup.Get<BootstrapSetup>() is { HasValue: true, Value: var given } ? given : BootstrapSetup.Create();
        return setup.WithSetup(boot.WithConfig(PersistenceTestKitConfig.Of(boot.Config.GetOrElse(null!))));
    }

    private static Func<Task> Awaiting(Action execution)
    {
        ArgumentNullException.ThrowIfNull(execution);
        return () =>
        {
            execution();
            return Task.CompletedTask;
        };
    }

    private static async Task DuringAsync<TBehavior>(TBehavior behavior, Func<TBehavior, Task> choose, Func<Task> execution, Func<TBehavior, Task> restore)
    {
        ArgumentNullException.ThrowIfNull(choose);
        ArgumentNullException.ThrowIfNull(execution);
        try
        {
            await choose(behavior);
            await execution();
        }
        finally
        {
            await restore(behavior);
        }
    }

    private void Find()
    {
        PersistenceExtension = Persistence.Instance.Apply(Sys);
        JournalActorRef = PersistenceExtension.JournalFor(null);
        Journal = TestJournal.FromRef(JournalActorRef);
        SnapshotsActorRef = PersistenceExtension.SnapshotStoreFor(null);
        Snapshots = TestSnapshotStore.FromRef(SnapshotsActorRef);
    }
}
