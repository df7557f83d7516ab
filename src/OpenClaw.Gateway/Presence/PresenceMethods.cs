using Akka.Actor;
using OpenClaw.Domain.Presence;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Presence;

/// <summary><c>system-presence</c> and <c>system-event</c>.</summary>
public sealed class PresenceMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.SystemPresence, call => call.Succeed(gateway.PresenceSnapshot.Current.Rows), immediate: true);
        methods.Add(MethodNames.SystemEvent, OnSystemEvent);
    }

    private void OnSystemEvent(MethodCall call)
    {
        var note = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.SystemEventParams);
        if (note.Text.AsSpan().Trim().IsEmpty)
        {
            call.Fail(ProtocolError.InvalidRequest("text required"));
            return;
        }

        gateway.Presence.Tell(new PresenceProtocol.Note(
            new PresenceEntry
            {
                Text = note.Text.Trim(),
                At = gateway.Time.GetUtcNow(),
                DeviceId = Named(note.DeviceId),
                InstanceId = Named(note.InstanceId),
                Host = note.Host,
                Ip = note.Ip,
                Mode = note.Mode,
                Version = note.Version,
                Platform = note.Platform,
                DeviceFamily = note.DeviceFamily,
                ModelIdentifier = note.ModelIdentifier,
                LastInputSeconds = note.LastInputSeconds,
                Reason = note.Reason,
                Roles = [.. note.Roles ?? []],
                Scopes = [.. note.Scopes ?? []],
                Tags = [.. note.Tags ?? []],
            },
            call.ReplyTo));
    }

    // An id that is empty names nobody: two such would share a row.
    private static string? Named(string? id) => string.IsNullOrWhiteSpace(id) ? null : id;
}
