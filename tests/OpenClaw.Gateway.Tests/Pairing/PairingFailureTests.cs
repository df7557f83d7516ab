using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.Pairing;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Gateway.Pairing;

namespace OpenClaw.Gateway.Tests.Pairing;

/// <summary>A bug stops the owner of pairings while somebody waits for its answer.</summary>
public sealed class PairingFailureTests() : PersistenceTestKit("akka.loglevel = OFF\nakka.stdout-loglevel = OFF")
{
    [Fact]
    public async Task Who_waits_behind_a_write_is_told_to_ask_again()
    {
        var paired = new DevicePaired("d", "key", new ClientDescription { Id = "cli", Mode = "cli", Version = "1", Platform = "linux" }, Role.Operator, ScopeSet.All, "operator", "q", DateTimeOffset.UnixEpoch);
        Sys.ActorOf(Props.Create(() => new Writer(paired, TestActor)));
        await ExpectMsgAsync("written");
        var pairing = Sys.ActorOf(PairingActor.Props(
            static () => throw new InvalidOperationException("a bug"),
            CreateTestProbe(),
            CreateTestProbe(),
            new Published<IActorRef>(ActorRefs.Nobody),
            TimeProvider.System,
            NullLogger<PairingActor>.Instance));

        // Whom the token is shown to, the policy is asked for it: after the write.
        var caller = new Caller(ConnectionId.New(), 3, Role.Operator, ScopeSet.All, "cli", "cli", null, null, [], IsLocal: true);
        pairing.Tell(new PairingProtocol.RotateToken("d", Role.Operator, null, caller, new ReplyTo(TestActor, "r")));
        var refused = await ExpectMsgAsync<MethodReply.Failed>();

        Assert.Equal(("r", "UNAVAILABLE"), (refused.RequestId, refused.Error.Code));
    }

    [Fact]
    public async Task A_snapshot_stands_for_the_events_before_it()
    {
        var paired = new DevicePaired("d", "key", new ClientDescription { Id = "cli", Mode = "cli", Version = "1", Platform = "linux" }, Role.Operator, ScopeSet.All, "operator", "q", DateTimeOffset.UnixEpoch);
        Sys.ActorOf(Props.Create(() => new Writer(paired, TestActor)));
        await ExpectMsgAsync("written");
        var pairing = Start(snapshotEvery: 2);
        pairing.Tell(new PairingProtocol.Rename("d", "Kitchen", Operator, new ReplyTo(TestActor, "r")));
        await ExpectMsgAsync<MethodReply.Completed>();
        var snapshots = Akka.Persistence.Persistence.Instance.Apply(Sys).SnapshotStoreFor(null);
        do
        {
            snapshots.Tell(new LoadSnapshot("pairing", SnapshotSelectionCriteria.Latest, long.MaxValue), TestActor);
        }
        while ((await ExpectMsgAsync<LoadSnapshotResult>()).Snapshot is null);
        Watch(pairing);
        Sys.Stop(pairing);
        await ExpectTerminatedAsync(pairing);

        await WithJournalRecovery(recovery => recovery.FailOnType<DevicePaired>(), async () =>
        {
            Start(snapshotEvery: 2).Tell(new PairingProtocol.List(new ReplyTo(TestActor, "list")));
            var list = await ExpectMsgAsync<MethodReply.Completed>();
            Assert.Contains("Kitchen", System.Text.Encoding.UTF8.GetString(list.Payload.Span), StringComparison.Ordinal);
        });
    }

    private static Caller Operator => new(ConnectionId.New(), 3, Role.Operator, ScopeSet.All, "cli", "cli", null, null, [], IsLocal: true);

    private IActorRef Start(int snapshotEvery) => Sys.ActorOf(PairingActor.Props(
        static () => throw new InvalidOperationException("not asked"),
        CreateTestProbe(),
        CreateTestProbe(),
        new Published<IActorRef>(ActorRefs.Nobody),
        TimeProvider.System,
        NullLogger<PairingActor>.Instance,
        snapshotEvery));

    private sealed class Writer : ReceivePersistentActor
    {
        public Writer(IPairingEvent happened, IActorRef observer) =>
            Recover<RecoveryCompleted>(_ => Persist(happened, _ => observer.Tell("written")));

        public override string PersistenceId => "pairing";
    }
}
