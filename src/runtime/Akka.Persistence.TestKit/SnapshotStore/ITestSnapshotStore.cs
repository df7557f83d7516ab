using Akka.Actor;

namespace Akka.Persistence.TestKit;

/// <summary>What a test may choose about its snapshot store.</summary>
public interface ITestSnapshotStore
{
    /// <summary>What becomes of snapshots that are saved.</summary>
    SnapshotStoreSaveBehavior OnSave { get; }

    /// <summary>What becomes of snapshots that are loaded.</summary>
    SnapshotStoreLoadBehavior OnLoad { get; }

    /// <summary>What becomes of snapshots that are deleted.</summary>
    SnapshotStoreDeleteBehavior OnDelete { get; }

    /// <summary>What the connection does.</summary>
    SnapshotStoreConnectionBehavior OnConnect { get; }
}

/// <summary>The choices, sent to the store's actor; each is in use when its task completes.</summary>
internal sealed class TestSnapshotStoreWrapper(IActorRef actor) : ITestSnapshotStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public SnapshotStoreSaveBehavior OnSave => new(new Setter(actor, static interceptor => new TestSnapshotStore.UseSaveInterceptor(interceptor)));

    public SnapshotStoreLoadBehavior OnLoad => new(new Setter(actor, static interceptor => new TestSnapshotStore.UseLoadInterceptor(interceptor)));

    public SnapshotStoreDeleteBehavior OnDelete => new(new Setter(actor, static interceptor => new TestSnapshotStore.UseDeleteInterceptor(interceptor)));

    public SnapshotStoreConnectionBehavior OnConnect => new(new ConnectionSetter(actor));

    private sealed class Setter(IActorRef actor, Func<ISnapshotStoreInterceptor, object> message) : ISnapshotStoreBehaviorSetter
    {
        public Task SetInterceptorAsync(ISnapshotStoreInterceptor interceptor) => actor.Ask<TestSnapshotStore.Ack>(message(interceptor), Patience);
    }

    private sealed class ConnectionSetter(IActorRef actor) : IConnectionBehaviorSetter
    {
        public Task SetInterceptorAsync(IConnectionInterceptor interceptor) =>
            actor.Ask<TestSnapshotStore.Ack>(new TestSnapshotStore.UseConnectionInterceptor(interceptor), Patience);
    }
}
