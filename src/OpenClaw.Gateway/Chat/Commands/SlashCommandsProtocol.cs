using Akka.Actor;
using Akka.Event;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>Messages of <see cref="SlashCommandsActor"/>.</summary>
public static class SlashCommandsProtocol
{
    /// <summary>Carries out a command that came in through a chat. Its answer is a finished <c>chat</c> message under the run's id.</summary>
    /// <param name="Command">The command.</param>
    /// <param name="Key">The conversation.</param>
    /// <param name="Run">The id that the sender gave the message.</param>
    /// <param name="Sessions">The sessions' actor.</param>
    /// <param name="Sender">Who sent it.</param>
    public sealed record Execute(SlashCommand Command, SessionKey Key, RunId Run, IActorRef Sessions, CommandSender Sender)
    {
        /// <summary>See <see cref="RunSpec.KeyOfVersion3"/>.</summary>
        public string? KeyOfVersion3 { get; init; }
    }

    /// <summary>A command's actor has no more to do.</summary>
    /// <param name="Execute">The command.</param>
    /// <param name="IsAnswered">Whether its sender was told what came of it; one that was refused may come again.</param>
    internal sealed record Over(Execute Execute, bool IsAnswered) : IDeadLetterSuppression;

    /// <summary>What the command said, to <see cref="CommandSender.Listener"/>.</summary>
    public sealed record Answered(RunId Run, string Text) : IDeadLetterSuppression;
}

/// <summary>Who sent a command, whichever way it came.</summary>
/// <param name="Description">For <c>/whoami</c>: lines for people.</param>
/// <param name="Scopes">What the sender may do.</param>
/// <param name="ReplyTo">For a socket: the request, answered as <c>chat.send</c> is.</param>
/// <param name="Listener">For a channel: who is told the answer.</param>
public sealed record CommandSender(string Description, ScopeSet Scopes, ReplyTo? ReplyTo = null, IActorRef? Listener = null)
{
    /// <summary>An operator's socket.</summary>
    public static CommandSender Of(MethodCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var caller = call.Caller;
        var description = $"client: {caller.ClientId} ({caller.ClientMode})\nrole: {caller.Role.ToWire()}\nscopes: {caller.Scopes}\n"
            + $"device: {caller.DeviceId ?? "none"}\nfrom: {(caller.IsLocal ? "this machine" : "elsewhere")}";
        return new CommandSender(description, caller.Scopes, call.ReplyTo);
    }
}
