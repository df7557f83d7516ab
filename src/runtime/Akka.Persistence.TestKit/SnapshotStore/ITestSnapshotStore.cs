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

    public SnapshotStoreSaveBehavior OnSave => new(interceptor => UseAsync(new TestSnapshotStore.UseSaveInterceptor(interceptor)));

    public SnapshotStoreLoadBehavior OnLoad => new(interceptor => UseAsync(new TestSnapshotStore.UseLoadInterceptor(interceptor)));

    public SnapshotStoreDeleteBehavior OnDelete => new(interceptor => UseAsync(new TestSnapshotStore.UseDeleteInterceptor(interceptor)));

    public SnapshotStoreConnectionBehavior OnConnect => new(interceptor => UseAsync(new TestSnapshotStore.UseConnectionInterceptor(interceptor)));

    private Task<TestSnapshotStore.Ack> UseAsync(object message) => actor.Ask<TestSnapshotStore.Ack>(message, Patience);
}
