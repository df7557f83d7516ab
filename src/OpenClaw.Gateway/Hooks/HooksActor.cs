using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Heartbeat;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Agent;

namespace OpenClaw.Gateway.Hooks;

/// <summary>Starts the runs of webhooks and leaves a note in the main session when one has ended.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, restart. Bounded by <see cref="MaxRuns"/>. A restart loses only the notes of runs in flight: the runs themselves are
/// the sessions' and go on.
/// </remarks>
public sealed class HooksActor : ReceiveActor
{
    /// <summary>Runs in flight; more are refused as <c>UNAVAILABLE</c>, retryable.</summary>
    public const int MaxRuns = 1000;

    private const string NoteId = "note";
    private const int MaxSummary = 2000;

    private readonly IActorRef _sessions;
    private readonly IActorRef _heartbeat;
    private readonly Dictionary<string, OpenRun> _runs = [];
    private long _lastId;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(IActorRef sessions, IActorRef heartbeat) => Akka.Actor.Props.Create(() => new HooksActor(sessions, heartbeat));

    /// <summary>No runs.</summary>
    public HooksActor(IActorRef sessions, IActorRef heartbeat)
    {
        _sessions = sessions;
        _heartbeat = heartbeat;
        Receive<HookProtocol.StartRun>(OnStartRun);
        Receive<HookProtocol.Note>(note =>
        {
            _heartbeat.Tell(new HeartbeatProtocol.Wake(note.Text, new ReplyTo(Self, NoteId)));
            Sender.Tell(HookProtocol.Noted.Instance);
        });
        Receive<MethodReply.Accepted>(reply => Answer(reply.RequestId, static run => new HookProtocol.RunAccepted(run.Start.Run)));
        Receive<MethodReply.Completed>(OnCompleted);
        Receive<MethodReply.Failed>(OnFailed);
    }

    private void OnStartRun(HookProtocol.StartRun start)
    {
        if (_runs.Count >= MaxRuns)
        {
            Sender.Tell(new HookProtocol.RunRefused(ProtocolError.Unavailable($"{MaxRuns} runs of webhooks wait or go; try again later", retryable: true, retryAfterMs: 1000)));
            return;
        }

        var id = $"hook-{++_lastId}";
        _runs.Add(id, new OpenRun(start, Sender));
        _sessions.Tell(new SessionsProtocol.StartRun(start.Key, start.Run, start.Spec, new ReplyTo(Self, id)));
    }

    private void OnCompleted(MethodReply.Completed reply)
    {
        if (reply.RequestId == NoteId)
        {
            return;
        }

        // A run that had ended before is answered at once, and its note was left then.
        var isNew = !Answer(reply.RequestId, static run => new HookProtocol.RunAccepted(run.Start.Run));
        if (_runs.Remove(reply.RequestId, out var run) && isNew)
        {
            var answer = Payload.DecodeParams(reply.Payload.Span, ProtocolJson.Default.AgentResult);
            var text = string.Join('\n', answer.Result?.Payloads.Select(static part => part.Text) ?? []);
            Note(run, text.Length == 0 ? answer.Summary ?? answer.Status : text);
        }
    }

    private void OnFailed(MethodReply.Failed reply)
    {
        if (!Answer(reply.RequestId, _ => new HookProtocol.RunRefused(reply.Error)) && _runs.TryGetValue(reply.RequestId, out var run))
        {
            Note(run, reply.Error.Message);
        }

        _runs.Remove(reply.RequestId);
    }

    /// <returns>Whether somebody still waited for the answer.</returns>
    private bool Answer(string id, Func<OpenRun, object> answer)
    {
        if (!_runs.TryGetValue(id, out var run) || run.Asker is null)
        {
            return false;
        }

        run.Asker.Tell(answer(run));
        _runs[id] = run with { Asker = null };
        return true;
    }

    private void Note(OpenRun run, string text)
    {
        if (run.Start.Notify)
        {
            var summary = text.Length <= MaxSummary ? text : text[..MaxSummary] + "...";
            _heartbeat.Tell(new HeartbeatProtocol.Wake($"Hook {run.Start.Name}: {summary}", new ReplyTo(Self, NoteId)));
        }
    }

    private sealed record OpenRun(HookProtocol.StartRun Start, IActorRef? Asker);
}
