using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Sessions;

// What a session writes and reads back: events, rows of the index, snapshots.
public sealed partial class SessionActor
{
    private readonly Queue<Action<ProtocolError>?> _uncommitted = new();
    private long _eventsSinceSnapshot;
    private long _sizeSinceSnapshot;
    private long _snapshotSize;

    /// <summary>The one place where events happen: they become durable, and with them the rows of the index that they change; then <paramref name="then"/>.</summary>
    /// <remarks>The state runs ahead of the journal only as long as commands wait, so that no command ever sees what is not durable.</remarks>
    /// <param name="decision">What happens; nothing is written when it is empty.</param>
    /// <param name="then">Whoever hears of it.</param>
    /// <param name="refuse">Told when it could not be written; the session is then begun anew.</param>
    /// <param name="rows">Rows of the index besides the session's own.</param>
    private void Commit(SessionDecision decision, Action then, Action<ProtocolError>? refuse = null, ImmutableArray<IndexChange> rows = default)
    {
        if (decision.Events.IsEmpty)
        {
            then();
            return;
        }

        var said = new List<SessionsProtocol.MessageAppended>();
        var isCut = false;
        foreach (var happened in decision.Events)
        {
            var before = _state.Transcript.Count;
            _state = _state.Apply(happened);
            isCut |= _state.Transcript.Count < before;
            for (var i = before; i < _state.Transcript.Count; i++)
            {
                said.Add(new SessionsProtocol.MessageAppended(_key, _state.Transcript[i], i + 1));
            }

            CountForSnapshot(happened);
        }

        ImmutableArray<IndexChange> changes = [.. OwnRows(said.Count > 0 || isCut), .. rows.IsDefault ? [] : rows];
        var last = decision.Events.Length - 1;
        _uncommitted.Enqueue(refuse);
        PersistAll(decision.Events.Select((happened, i) => i == last ? new IndexedEvent(happened, changes) : (object)happened), static _ => { });
        Defer(then, toThen =>
        {
            _uncommitted.Dequeue();
            foreach (var message in said)
            {
                Context.Parent.Tell(message);
            }

            toThen();
            SaveSnapshotIfWorth(isCut);
        });
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        LogNotStored(cause, @event);
        RefuseUncommitted();
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        // The state is ahead of the journal by an event that will never be there: what the journal has counts.
        LogNotStored(cause, @event);
        RefuseUncommitted();
        Context.Stop(Self);
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null) => LogNotRecovered(reason);

    private void RefuseUncommitted()
    {
        while (_uncommitted.TryDequeue(out var refuse))
        {
            refuse?.Invoke(SessionErrors.NotStored(_key));
        }
    }

    private void OnReplayed(SessionEvent happened)
    {
        _state = _state.Apply(happened);
        CountForSnapshot(happened);
    }

    private void OnSnapshot(SnapshotOffer offer)
    {
        _state = (SessionState)offer.Snapshot;
        _snapshotSize = _state.Transcript.Sum(SizeOf);
    }

    private void OnRecovered()
    {
        Context.SetReceiveTimeout(_services.Options.IdleSession);
        Context.Parent.Tell(new SessionsProtocol.Recovered(_key, _state.UnendedRuns()));
        StartNext();
    }

    private IEnumerable<IndexChange> OwnRows(bool withPreview)
    {
        yield return new IndexChange(SessionIndexRow.Collection, _key.Value, _state.Exists ? SessionIndexRow.Of(_state) : null);
        if (withPreview)
        {
            yield return new IndexChange(SessionPreviewRow.Collection, _key.Value, _state.Transcript.IsEmpty ? null : SessionPreviewRow.Of(_state.Transcript));
        }
    }

    private static IndexChange RowOf(LedgerEntry entry, DateTimeOffset? expiresAt = null) => new(LedgerEntry.Collection, entry.Run.Value, entry, expiresAt);

    /// <summary>A chat's command, remembered as a run that has ended is; none for what a method asked for.</summary>
    private ImmutableArray<IndexChange> RowsOf(RunId? command) => command is { } run
        ? [RowOf(new LedgerEntry(run, _key, Now, Now, RunReport.Without(new RunOutcome.Completed(StopReason.Stop))), Now + _services.Options.Ledger.ResultWindow)]
        : [];

    private void CountForSnapshot(SessionEvent happened)
    {
        _eventsSinceSnapshot++;
        _sizeSinceSnapshot += happened switch
        {
            SessionEvent.MessageAppended appended => SizeOf(appended.Message),
            SessionEvent.RunAccepted accepted => accepted.Spec.Input.Sum(SizeOf),
            SessionEvent.Imported imported => imported.Messages.Sum(SizeOf),
            _ => 0,
        };
    }

    /// <summary>
    /// A snapshot is worth its bytes when the events behind the last one have grown as large as it: so all snapshots together cost at most as much as the
    /// events, and a recovery reads at most twice what is there. After a reset the next one is small and saves the whole past.
    /// </summary>
    private void SaveSnapshotIfWorth(bool isCut)
    {
        if (!_state.Exists || _eventsSinceSnapshot < _services.Options.SnapshotEvery || (!isCut && _sizeSinceSnapshot < _snapshotSize))
        {
            return;
        }

        SaveSnapshot(_state);
        _snapshotSize = _state.Transcript.Sum(SizeOf);
        _eventsSinceSnapshot = 0;
        _sizeSinceSnapshot = 0;
    }

    private static long SizeOf(TranscriptMessage message) => message.Content.Sum(SizeOf);

    private static long SizeOf(MessageContent content) => content switch
    {
        MessageContent.Text text => text.Value.Length,
        MessageContent.Thinking thinking => thinking.Value.Length,
        MessageContent.Image image => image.Data.Length,
        MessageContent.ToolCall call => call.ArgumentsJson.Length,
        _ => 0,
    };
}
