using OpenClaw.Domain.Sessions;
using OpenClaw.Persistence.Serialization.AgentRuns;

namespace OpenClaw.Persistence.Serialization.Sessions;

/// <summary>Events, snapshots and index rows of sessions.</summary>
internal static class SessionPayloads
{
    public static PayloadRegistry.Builder AddSessions(this PayloadRegistry.Builder payloads) => payloads
        .Add<SessionEvent.Created, StoredSessionCreated>(
            "session.created.v1",
            e => new StoredSessionCreated(e.Key.Value, e.SessionId, e.At),
            e => new SessionEvent.Created(e.At, RunMapping.SessionOf(e.Key), e.SessionId))
        .Add<SessionEvent.RunAccepted, StoredRunAccepted>(
            "session.run-accepted.v1",
            e => new StoredRunAccepted(e.Run.Value, RunMapping.ToStored(e.Spec), e.At),
            e => new SessionEvent.RunAccepted(e.At, RunMapping.RunOf(e.Run), RunMapping.FromStored(e.Spec)))
        .Add<SessionEvent.RunStarted, StoredRunStarted>(
            "session.run-started.v1",
            e => new StoredRunStarted(e.Run.Value, e.MessageId, e.At),
            e => new SessionEvent.RunStarted(e.At, RunMapping.RunOf(e.Run), e.MessageId))
        .Add<SessionEvent.RunJoined, StoredRunJoined>(
            "session.run-joined.v1",
            e => new StoredRunJoined(e.Run.Value, e.Into.Value, e.MessageId, e.IsShortened, e.At),
            e => new SessionEvent.RunJoined(e.At, RunMapping.RunOf(e.Run), RunMapping.RunOf(e.Into), e.MessageId, e.IsShortened))
        .Add<SessionEvent.RunResumed, StoredRunMark>(
            "session.run-resumed.v1",
            e => new StoredRunMark(e.Run.Value, e.At),
            e => new SessionEvent.RunResumed(e.At, RunMapping.RunOf(e.Run)))
        .Add<SessionEvent.RunSuspended, StoredRunMark>(
            "session.run-suspended.v1",
            e => new StoredRunMark(e.Run.Value, e.At),
            e => new SessionEvent.RunSuspended(e.At, RunMapping.RunOf(e.Run)))
        .Add<SessionEvent.MessageAppended, StoredMessageAppended>(
            "session.message-appended.v1",
            e => new StoredMessageAppended(SessionMapping.ToStored(e.Message), e.At),
            e => new SessionEvent.MessageAppended(e.At, SessionMapping.FromStored(e.Message)))
        .Add<SessionEvent.RunEnded, StoredRunEnded>(
            "session.run-ended.v1",
            e => new StoredRunEnded(e.Run.Value, RunMapping.ToStored(e.Outcome), RunMapping.ToStored(e.Usage), RunMapping.ToStored(e.Model), e.At),
            e => new SessionEvent.RunEnded(e.At, RunMapping.RunOf(e.Run), RunMapping.FromStored(e.Outcome), RunMapping.FromStored(e.Usage), RunMapping.ModelOf(e.Model)))
        .Add<SessionEvent.Patched, StoredPatched>(
            "session.patched.v1",
            e => new StoredPatched(SessionMapping.ToStored(e.Settings), e.At),
            e => new SessionEvent.Patched(e.At, SessionMapping.FromStored(e.Settings)))
        .Add<SessionEvent.Reset, StoredReset>(
            "session.reset.v1",
            e => new StoredReset(e.LifecycleRevision, e.At),
            e => new SessionEvent.Reset(e.At, e.LifecycleRevision))
        .Add<SessionEvent.Compacted, StoredCompacted>(
            "session.compacted.v1",
            e => new StoredCompacted(e.Summary, e.Messages, RunMapping.ToStored(e.Usage), e.At, RunMapping.ToStored(e.Model)),
            e => new SessionEvent.Compacted(e.At, e.Summary, e.Messages, RunMapping.ModelOf(e.Model), RunMapping.FromStored(e.Usage)))
        .Add<SessionEvent.Imported, StoredImported>(
            "session.imported.v1",
            e => new StoredImported([.. e.Messages.Select(SessionMapping.ToStored)], e.LastActivity, e.At),
            e => new SessionEvent.Imported(e.At, e.LastActivity, [.. e.Messages.Select(SessionMapping.FromStored)]))
        .Add<SessionEvent.Deleted, StoredDeleted>(
            "session.deleted.v1", e => new StoredDeleted(e.At), e => new SessionEvent.Deleted(e.At))
        .Add<SessionState, StoredSessionState>("session.snapshot.v1", SessionMapping.ToStored, SessionMapping.FromStored)
        .Add<SessionIndexRow, StoredSessionRow>("session.row.v1", SessionMapping.ToStored, SessionMapping.FromStored)
        .Add<SessionPreviewRow, StoredPreviewRow>(
            "session.preview.v1",
            row => new StoredPreviewRow([.. row.Lines.Select(static line => new StoredPreviewLine(line.Role, line.Text))]),
            row => new SessionPreviewRow([.. row.Lines.Select(static line => new SessionPreviewLine(line.Role, line.Text))]));
}
