using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>Begins slash commands, and tells one that was sent again from a new one.</summary>
/// <remarks>
/// Parent: the gateway's supervisor, restart. Children: one <see cref="SlashCommandActor"/> a command, stopped on failure. A restart forgets which
/// commands there were; those that changed a conversation stand in the ledger of runs, where their actor finds them. What only shows is shown again.
/// </remarks>
public sealed class SlashCommandsActor : ReceiveActor
{
    /// <summary>Commands that are remembered; the oldest go first.</summary>
    public const int MaxRemembered = 1000;

    private readonly CommandServices _services;
    private readonly Dictionary<(SessionKey, RunId), bool> _known = [];
    private readonly Queue<(SessionKey, RunId)> _order = new();
    private long _begun;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(CommandServices services) => Akka.Actor.Props.Create(() => new SlashCommandsActor(services));

    /// <summary>Nothing carried out yet.</summary>
    public SlashCommandsActor(CommandServices services)
    {
        _services = services;
        Receive<SlashCommandsProtocol.Execute>(OnExecute);
        Receive<SlashCommandsProtocol.Over>(OnOver);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void OnExecute(SlashCommandsProtocol.Execute execute)
    {
        var id = (execute.Key, execute.Run);
        if (_known.TryGetValue(id, out var isOver))
        {
            execute.Sender.ReplyTo?.Succeed(AgentReplies.ChatSend(execute.Run, isOver ? "ok" : "in_flight"));
            return;
        }

        _known.Add(id, false);
        _order.Enqueue(id);
        if (_order.Count > MaxRemembered)
        {
            _known.Remove(_order.Dequeue());
        }

        Context.ActorOf(SlashCommandActor.Props(execute, _services), $"command-{++_begun}");
    }

    private void OnOver(SlashCommandsProtocol.Over over)
    {
        var id = (over.Execute.Key, over.Execute.Run);
        if (!over.IsAnswered)
        {
            _known.Remove(id);
        }
        else if (_known.ContainsKey(id))
        {
            _known[id] = true;
        }
    }
}
