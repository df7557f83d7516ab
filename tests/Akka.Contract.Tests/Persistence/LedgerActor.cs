using Akka.Actor;
using Akka.Persistence;

namespace Akka.Contract.Tests.Persistence;

/// <summary>Commands and queries of <see cref="LedgerActor"/>.</summary>
internal static class Ledger
{
    /// <summary>Persist one event, then answer <c>Done(entry)</c>.</summary>
    internal sealed record Add(string Entry);

    /// <summary>Persist several events at once; each handler answers.</summary>
    internal sealed record AddAll(params string[] Entries);

    /// <summary>Persist without holding later commands.</summary>
    internal sealed record AddAsync(string Entry);

    /// <summary>Persist without holding, then run a deferred handler.</summary>
    internal sealed record AddAsyncThenDefer(string Entry);

    /// <summary>Only a deferred handler.</summary>
    internal sealed record DeferOnly(string Text);

    /// <summary>Persist two in a row, the second from the first's handler.</summary>
    internal sealed record AddNested(string Outer, string Inner);

    internal sealed record Done(string Entry);

    internal sealed record Get;

    internal sealed record Snap;

    internal sealed record DeleteTo(long SequenceNr);

    internal sealed record Fail(string Reason);

    /// <summary>Persist, and throw in the handler.</summary>
    internal sealed record AddAndThrow(string Entry);

    /// <summary>Await a task inside the handler, then persist.</summary>
    internal sealed record AddAfter(string Entry, Task Gate);

    internal sealed record Added(string Entry);
}

/// <summary>Keeps a list of entries; reports what happens to it to a probe.</summary>
internal sealed class LedgerActor : ReceivePersistentActor
{
    private readonly IActorRef _probe;
    private readonly Recovery? _recovery;
    private List<string> _entries = [];

    public LedgerActor(string id, IActorRef probe, Recovery? recovery = null)
    {
        PersistenceId = id;
        _probe = probe;
        _recovery = recovery;

        Recover<Ledger.Added>(added => _entries.Add(added.Entry));
        Recover<SnapshotOffer>(offer => _entries = [.. (string[])offer.Snapshot]);
        Recover<RecoveryCompleted>(_ => _probe.Tell($"recovered {string.Join(",", _entries)} at {LastSequenceNr}"));

        Command<Ledger.Add>(add => Persist(new Ledger.Added(add.Entry), Apply));
        Command<Ledger.AddAll>(add => PersistAll(add.Entries.Select(entry => new Ledger.Added(entry)), Apply));
        Command<Ledger.AddAsync>(add => PersistAsync(new Ledger.Added(add.Entry), Apply));
        Command<Ledger.AddAsyncThenDefer>(add =>
        {
            PersistAsync(new Ledger.Added(add.Entry), Apply);
            DeferAsync(add.Entry, entry => Sender.Tell($"deferred {entry}"));
        });
        Command<Ledger.DeferOnly>(defer => DeferAsync(defer.Text, text => Sender.Tell($"deferred {text}")));
        Command<Ledger.AddNested>(add => Persist(new Ledger.Added(add.Outer), outer =>
        {
            Apply(outer);
            Persist(new Ledger.Added(add.Inner), Apply);
        }));
        Command<Ledger.Get>(_ => Sender.Tell(string.Join(",", _entries)));
        Command<Ledger.Snap>(_ => SaveSnapshot(_entries.ToArray()));
        Command<SaveSnapshotSuccess>(saved => _probe.Tell($"snapshot at {saved.Metadata.SequenceNr}"));
        Command<SaveSnapshotFailure>(failed => _probe.Tell($"no snapshot: {failed.Cause.GetType().Name}"));
        Command<Ledger.DeleteTo>(delete => DeleteMessages(delete.SequenceNr));
        Command<DeleteMessagesSuccess>(deleted => _probe.Tell($"deleted to {deleted.ToSequenceNr}"));
        Command<Ledger.Fail>(fail => throw new InvalidOperationException(fail.Reason));
        Command<Ledger.AddAndThrow>(add => Persist(new Ledger.Added(add.Entry), _ => throw new InvalidOperationException(add.Entry)));
        CommandAsync<Ledger.AddAfter>(async add =>
        {
            await add.Gate;
            Persist(new Ledger.Added(add.Entry), Apply);
        });
    }

    public static Props Props(string id, IActorRef probe, Recovery? recovery = null) => Actor.Props.Create(() => new LedgerActor(id, probe, recovery));

    public override string PersistenceId { get; }

    public override Recovery Recovery => _recovery ?? base.Recovery;

    protected override void PostStop()
    {
        _probe.Tell("stopped");
        base.PostStop();
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _probe.Tell($"failed {((Ledger.Added)@event).Entry} at {sequenceNr}");

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => _probe.Tell($"rejected {((Ledger.Added)@event).Entry} at {sequenceNr}");

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => _probe.Tell($"recovery failed: {reason.Message}");

    private void Apply(Ledger.Added added)
    {
        _entries.Add(added.Entry);
        Sender.Tell(new Ledger.Done(added.Entry));
    }
}
