using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>Begins slash commands, and tells one that was sent again from a new one.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, restart. Children: one <see cref="SlashCommandActor"/> a command, stopped on failure. A restart forgets which
/// commands were carried out: one that is resent afterwards is carried out again.
/// </remarks>
public sealed class SlashCommandsActor : ReceiveActor
{
    /// <summary>Commands that are remembered; the oldest go first.</summary>
    public const int MaxRemembered = 1000;

    private readonly CommandServices _services;
    private readonly HashSet<(SessionKey, RunId)> _known = [];
    private readonly Queue<(SessionKey, RunId)> _order = new();
    private long _begun;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(CommandServices services) => Akka.Actor.Props.Create(() => new SlashCommandsActor(services));

    /// <summary>Nothing carried out yet.</summary>
    public SlashCommandsActor(CommandServices services)
    {
        _services = services;
        Receive<SlashCommandsProtocol.Execute>(OnExecute);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void OnExecute(SlashCommandsProtocol.Execute execute)
    {
        if (!_known.Add((execute.Key, execute.Run)))
        {
            execute.Sender.ReplyTo?.Succeed(AgentReplies.ChatSend(execute.Run, "ok"));
            return;
        }

        _order.Enqueue((execute.Key, execute.Run));
        if (_order.Count > MaxRemembered)
        {
            _known.Remove(_order.Dequeue());
        }

        // On its way before anything that the command brings about.
        execute.Sender.ReplyTo?.SucceedAtOnce(AgentReplies.ChatSend(execute.Run, "started"));
        Context.ActorOf(SlashCommandActor.Props(execute, _services), $"command-{++_begun}");
    }
}
