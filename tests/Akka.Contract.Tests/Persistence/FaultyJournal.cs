using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Akka.Contract.Tests.Persistence;

/// <summary>A journal that refuses, fails or waits according to the entry it is given.</summary>
internal sealed class FaultyJournal : MemoryJournal
{
    /// <summary>Writes with an entry that starts with "gated" wait for it.</summary>
    public static readonly AsyncGates Gates = new();

    protected override async Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        var results = new Exception?[writes.Count];
        var good = new List<AtomicWrite>();
        for (var i = 0; i < writes.Count; i++)
        {
            var entries = ((IImmutableList<IPersistentRepresentation>)writes[i].Payload).Select(item => ((Ledger.Added)item.Payload).Entry).ToList();
            if (entries.Any(entry => entry.StartsWith("fail", StringComparison.Ordinal))) throw new IOException("disk on fire");
            if (entries.Any(entry => entry.StartsWith("reject", StringComparison.Ordinal))) results[i] = new NotSupportedException("not such an event");
            else good.Add(writes[i]);
            foreach (var entry in entries.Where(entry => entry.StartsWith("gated", StringComparison.Ordinal))) await Gates.Wait(entry);
        }

        if (good.Count > 0) await base.WriteMessagesAsync(good);
        return results.Any(result => result is not null) ? ImmutableList.CreateRange<Exception>(results!) : null;
    }

    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        persistenceId.StartsWith("unreadable", StringComparison.Ordinal)
            ? Task.FromException(new IOException("cannot read"))
            : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        persistenceId.StartsWith("unreadable", StringComparison.Ordinal)
            ? Task.FromException<long>(new IOException("cannot read"))
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr);
}

/// <summary>Named gates that tests open.</summary>
internal sealed class AsyncGates
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    public Task Wait(string name) => Gate(name).Task;

    public void Open(string name) => Gate(name).TrySetResult();

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
