using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

// Conversations that come from elsewhere, or go there.
public sealed partial class SessionActor
{
    private void OnImport(SessionProtocol.Import command)
    {
        var decision = SessionDecider.Import(_state, _key, command.Conversation, Now);
        if (decision.Refusal is not null)
        {
            command.ReplyTo.Succeed(Encode("conflict", 0));
            return;
        }

        var news = decision.Events.OfType<SessionEvent.Imported>().Sum(static imported => imported.Messages.Length);
        Commit(
            decision,
            () =>
            {
                if (!decision.Events.IsEmpty)
                {
                    Report("create");
                }

                command.ReplyTo.Succeed(Encode(decision.Events.IsEmpty ? "unchanged" : "imported", news));
            },
            command.ReplyTo.Fail);

        ReadOnlyMemory<byte> Encode(string status, int imported) => Payload.Encode(
            new SessionsImportResult
            {
                Ok = status != "conflict",
                Key = _key.Value,
                SessionId = _state.SessionId,
                Status = status,
                Imported = imported,
                Skipped = command.Skipped,
                TotalMessages = _state.Transcript.Count,
            },
            ProtocolJson.Default.SessionsImportResult);
    }

    private void OnExport(SessionProtocol.Export command)
    {
        if (Summarise() is { } summary)
        {
            command.ReplyTo.Succeed(TranscriptExport.Encode(_state, summary, command.Offset, command.Limit, _services.Models));
        }
        else
        {
            command.ReplyTo.Fail(ProtocolError.InvalidRequest($"No session found: {_key}"));
        }
    }
}
