using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Chat;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Chat.Commands;

/// <summary>Carries out one slash command: asks the sessions at most one thing, says what came of it as a finished chat message, and stops.</summary>
/// <remarks>
/// Parent: <see cref="SlashCommandsActor"/>, stop on failure. What it says is no part of the transcript, so no model reads it. The sender's request is
/// answered before anything that the command brings about, and that of a command which changes the conversation when the change is durable: what was refused for
/// now is an error that the same request may follow. Only a summary, which takes a model minutes, is under way by then.
/// </remarks>
public sealed class SlashCommandActor : ReceiveActor
{
    private const string RequestId = "command";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_patienceWithModels = TimeSpan.FromMinutes(6);
    private static readonly string[] s_thinkLevels = ["off", "minimal", "low", "medium", "high", "xhigh", "adaptive"];
    private static readonly string[] s_verboseLevels = ["off", "on", "full"];

    private readonly SlashCommandsProtocol.Execute _execute;
    private readonly CommandServices _services;
    private Func<MethodReply.Completed, string?> _then = static _ => null;
    private bool _taken;
    private bool _answered;

    /// <summary>Recipe of the actor.</summary>
    public static Props Props(SlashCommandsProtocol.Execute execute, CommandServices services) =>
        Akka.Actor.Props.Create(() => new SlashCommandActor(execute, services));

    /// <summary>The command is carried out when the actor starts.</summary>
    public SlashCommandActor(SlashCommandsProtocol.Execute execute, CommandServices services)
    {
        _execute = execute;
        _services = services;
        Receive<SessionsProtocol.Taken>(OnTaken);
        Receive<MethodReply.Completed>(reply =>
        {
            Settle(isDone: true);
            if (_then(reply) is { } text)
            {
                Say(text);
            }
        });
        Receive<MethodReply.Failed>(reply => OnFailed(reply.Error));
        Receive<ReceiveTimeout>(_ => OnSilence());
    }

    private SlashCommand Command => _execute.Command;

    private ReplyTo Here => new(Self, RequestId);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.SetReceiveTimeout(s_patience);
        if (!ChatCommands.Changes(Command))
        {
            Answer("started");
        }

        if (ChatCommands.MissingScope(Command, _execute.Sender.Scopes) is { } scope)
        {
            Say($"/{Command.Name} needs the scope {scope}, which you do not have here.");
            return;
        }

        switch (Command.Name)
        {
            case "help":
                Say(CommandTexts.Help());
                break;
            case "whoami":
                Say($"{_execute.Sender.Description}\nconversation: {_execute.Key}");
                break;
            case "status":
                Describe(row => CommandTexts.Status(row, _execute.Key, _services));
                break;
            case "stop":
                Ask(new SessionProtocol.AbortRuns(null, "stop", Here), reply =>
                    Payload.DecodeParams(reply.Payload.Span, ProtocolJson.Default.ChatAbortResult) is { RunIds.Count: > 0 and var count } ? $"Stopped {count}." : "Nothing to stop.");
                break;
            case "new" or "reset":
                Begin();
                break;
            case "model":
                OnModel();
                break;
            case "think":
                OnLevel("thinking", s_thinkLevels, static row => row?.ThinkingLevel, level => new SessionPatch(default, default, level, default, default, default));
                break;
            case "verbose":
                OnLevel("verbose", s_verboseLevels, static row => row?.VerboseLevel, level => new SessionPatch(default, default, default, level, default, default));
                break;
            default:
                // A model reads the whole conversation first.
                Context.SetReceiveTimeout(s_patienceWithModels);
                Once(
                    new SessionProtocol.Compact(null, Command.Argument, Here) { Command = _execute.Run },
                    reply => Payload.DecodeParams(reply.Payload.Span, ProtocolJson.Default.SessionsCompactResult) is var result && result.Compacted == true
                        ? $"Compacted: a summary stands for all but the last {result.Kept} messages."
                        : $"Not compacted: {result.Reason}.");
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Not known to be done: the same command may come again, and finds in the ledger whether it was.
        Settle(isDone: false);
        Context.Parent.Tell(new SlashCommandsProtocol.Over(_execute, _answered));
    }

    /// <summary>A reset. The rest of the message is the first one of the new conversation, a run like any other.</summary>
    private void Begin()
    {
        if (Command.Argument.Length == 0)
        {
            Once(new SessionProtocol.Reset(Here) { Command = _execute.Run }, static _ => "A new conversation begins.");
            return;
        }

        var spec = new RunSpec([new MessageContent.Text(Command.Argument)], RunOrigin.Chat, RunTimeouts.Of(null, _services.Agents, new AgentRunOptions())) { KeyOfVersion3 = _execute.KeyOfVersion3 };
        _execute.Sessions.Tell(new SessionsProtocol.StartRun(_execute.Key, _execute.Run, spec, _execute.Sender.ReplyTo ?? Here) { BeginsAnew = true });

        // The session answers, and the ledger knows the run if it comes again.
        Context.Stop(Self);
    }

    private void OnModel()
    {
        if (Command.Argument.Length == 0)
        {
            Describe(row => CommandTexts.Models(row, _execute.Key, _services));
            return;
        }

        var clears = Command.Argument is "default" or "reset" or "clear";
        var found = clears ? null : FindModel(Command.Argument);
        if (!clears && found is null)
        {
            Say($"There is no model \"{Shorten(Command.Argument)}\"; /model lists them.");
            return;
        }

        Once(
            new SessionProtocol.Patch(new SessionPatch(default, new SettingChange(true, found?.ToString()), default, default, default, default), Here) { Command = _execute.Run },
            _ => found is null ? "The model is the agent's own again." : $"The model is {found} now.");
    }

    private ModelRef? FindModel(string text)
    {
        if (ModelRef.TryParse(text, out var named) && _services.Models.TryGetProvider(named, out _, out _))
        {
            return named;
        }

        return _services.Models.Models.FirstOrDefault(listed => string.Equals(listed.Ref.Model, text, StringComparison.OrdinalIgnoreCase))?.Ref;
    }

    private void OnLevel(string what, string[] levels, Func<Protocol.Types.SessionRow?, string?> current, Func<SettingChange, SessionPatch> change)
    {
        var wanted = Command.Argument.ToLowerInvariant();
        if (wanted.Length == 0)
        {
            Describe(row => $"{what}: {current(row) ?? "off"} (one of {string.Join(", ", levels)})");
        }
        else if (levels.Contains(wanted))
        {
            Once(new SessionProtocol.Patch(change(new SettingChange(true, wanted)), Here) { Command = _execute.Run }, _ => $"{what}: {wanted}");
        }
        else
        {
            Say($"/{Command.Name} takes one of {string.Join(", ", levels)}.");
        }
    }

    private void Describe(Func<Protocol.Types.SessionRow?, string> text)
    {
        _then = reply => text(Payload.DecodeParams(reply.Payload.Span, ProtocolJson.Default.SessionsDescribeResult).Session);
        _execute.Sessions.Tell(new SessionsProtocol.Describe(_execute.Key, Here));
    }

    private void Ask(SessionProtocol.IRequest message, Func<MethodReply.Completed, string?> then)
    {
        _then = then;
        _execute.Sessions.Tell(new SessionsProtocol.ToSession(_execute.Key, message));
    }

    /// <summary>Asks for a change that must not happen twice.</summary>
    private void Once(SessionProtocol.IRequest message, Func<MethodReply.Completed, string?> then)
    {
        _then = then;
        _execute.Sessions.Tell(new SessionsProtocol.Once(_execute.Key, _execute.Run, message));
    }

    private void OnTaken(SessionsProtocol.Taken taken)
    {
        _taken = !taken.IsRepeat;
        if (taken.IsRepeat)
        {
            // What came of it was told when it came first.
            Answer(taken.IsOver ? "ok" : "in_flight");
            Context.Stop(Self);
        }
        else if (Command.Name == "compact")
        {
            Answer("started");
        }
    }

    private void OnFailed(ProtocolError error)
    {
        if (_answered || _execute.Sender.ReplyTo is null || error.Retryable != true)
        {
            Say($"That did not work: {error.Message}");
            return;
        }

        _execute.Sender.ReplyTo.Value.Fail(error);
        Context.Stop(Self);
    }

    private void OnSilence()
    {
        // It may happen still. Nothing happens twice, so who looks and asks again does so with a command of its own.
        Settle(isDone: true);
        Say("The conversation does not answer; look at it again in a moment.");
    }

    private void Settle(bool isDone)
    {
        if (_taken)
        {
            _taken = false;
            _execute.Sessions.Tell(new SessionsProtocol.CommandOver(_execute.Run, isDone));
        }
    }

    /// <summary>Answers the sender's request, once.</summary>
    private void Answer(string status)
    {
        if (!_answered)
        {
            _answered = true;
            _execute.Sender.ReplyTo?.SucceedAtOnce(AgentReplies.ChatSend(_execute.Run, status));
        }
    }

    private void Say(string text)
    {
        Answer("started");
        var narrator = new RunNarrator(_execute.Run, _execute.Key, "", _services.Time, _execute.KeyOfVersion3);
        narrator.AppendText(text);
        var told = new List<BroadcastProtocol.Publish>();
        narrator.End(new RunOutcome.Completed(StopReason.Stop), "", null, told);

        // No run, no agent events: the chat alone hears of it, as one finished message.
        _services.Broadcast.Tell(told[^1]);
        _execute.Sender.Listener?.Tell(new SlashCommandsProtocol.Answered(_execute.Run, text));
        Context.Stop(Self);
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
