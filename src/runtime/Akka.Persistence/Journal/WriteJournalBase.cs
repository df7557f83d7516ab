using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>What every journal does with events on their way in and out: adapt them.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _eventAdapters;

    /// <summary>Reads the adapters of the plug-in's section.</summary>
    protected WriteJournalBase() => _eventAdapters = Persistence.Instance.Apply(Context.System).AdaptersFor(Self);

    /// <summary>The atomic writes of a batch as they are to be stored.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        foreach (var envelope in resequenceables)
        {
            if (envelope is not AtomicWrite write) continue;
            yield return _eventAdapters.IsIdentity
                ? write
                : new AtomicWrite(write.Events.Select(AdaptToJournal).ToImmutableArray());
        }
    }

    /// <summary>The domain events that a stored one stands for.</summary>
    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(IPersistentRepresentation representation)
    {
        if (_eventAdapters.IsIdentity) return [representation];

        // A tagged event that a store kept as such is read back as the event.
        var payload = representation.Payload is Tagged tagged ? tagged.Payload : representation.Payload;
        return _eventAdapters.Get(payload.GetType()).FromJournal(payload, representation.Manifest).Events.Select(representation.WithPayload);
    }

    /// <summary>A domain event as it is to be stored.</summary>
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        var payload = representation.Payload;
        var adapter = _eventAdapters.Get(payload.GetType());
        var adapted = representation.WithPayload(adapter.ToJournal(payload));
        var manifest = adapter.Manifest(payload);
        return string.IsNullOrEmpty(manifest) ? adapted : adapted.WithManifest(manifest);
    }
}
