using System.Collections.Immutable;
using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Usage;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Sessions;

namespace OpenClaw.Gateway.Sessions;

// How a conversation that outgrows its model's window goes on: a summary stands for its older part, asked for or by itself. Runs wait meanwhile.
public sealed partial class SessionActor
{
    // By itself when four fifths of the window are used; what stays takes at most a quarter of it, and the summary an eighth.
    private const double FullAt = 0.8;
    private const int KeptPart = 4;
    private const int SummaryPart = 8;

    private Compacting? _compaction;
    private (SessionProtocol.Compact Command, RunId Ticket)? _placeWanted;
    private int _compactionsStarted;
    private int _notCompactedAt;

    private bool IsCompacting => _compaction is not null || _placeWanted is not null;

    private void OnCompact(SessionProtocol.Compact command)
    {
        if (IsCompacting)
        {
            command.ReplyTo.Fail(SessionErrors.Compacting(_key));
            return;
        }

        WhenIdle(command.ReplyTo, () => Compact(command));
    }

    private void Compact(SessionProtocol.Compact command)
    {
        if (IsCompacting)
        {
            command.ReplyTo.Fail(SessionErrors.Compacting(_key));
            return;
        }

        if (command.Keep is { } keep)
        {
            if (CompactionPlan.ByCount(_state, keep) is { } cut)
            {
                Commit(
                    SessionDecider.Compact(_state, cut, "", null, ModelUsage.None, Now),
                    () => Answer(command.ReplyTo, isCompacted: true, null, cut.Kept),
                    command.ReplyTo.Fail,
                    RowsOf(command.Command));
            }
            else
            {
                Answer(command.ReplyTo, isCompacted: false, "nothing to leave out", _state.Transcript.Count);
            }

            return;
        }

        if (PlanAsked() is null)
        {
            Answer(command.ReplyTo, isCompacted: false, "nothing to compact", _state.Transcript.Count);
            return;
        }

        // While it waits it holds nothing and keeps no run of the session from starting, so nothing can wait in a circle.
        var ticket = RunId.Parse($"compaction-{NewId()}");
        _placeWanted = (command, ticket);
        Context.Parent.Tell(new SessionsProtocol.PlaceWanted(_key, ticket));
    }

    private void OnPlaceGranted(SessionProtocol.PlaceGranted granted)
    {
        if (_placeWanted is not { } wanted || wanted.Ticket != granted.Ticket)
        {
            return;
        }

        _placeWanted = null;
        var command = wanted.Command;
        if (_state.Active is null && !_launching && !_suspended && _compaction is null && PlanAsked() is { } plan)
        {
            BeginCompaction(plan, ModelsAsked, command.Instructions, command, wanted.Ticket);
            return;
        }

        LeavePlace(wanted.Ticket);
        if (_state.Active is not null || _launching)
        {
            // A run was first. It is waited for without a place.
            _whenIdle.Enqueue((() => Compact(command), command.ReplyTo));
        }
        else if (_suspended || _compaction is not null)
        {
            command.ReplyTo.Fail(SessionErrors.Compacting(_key));
        }
        else
        {
            Answer(command.ReplyTo, isCompacted: false, "nothing to compact", _state.Transcript.Count);
        }
    }

    private void LeavePlace(RunId? ticket)
    {
        if (ticket is { } left)
        {
            Context.Parent.Tell(new SessionsProtocol.PlaceLeft(left));
        }
    }

    private ModelSelection ModelsAsked => _services.Agents.ModelsOf(_key.Agent, _state.Settings.Model);

    // Who asks for it wants a short conversation to be shortened, too.
    private CompactionPlan? PlanAsked() => CompactionPlan.BySize(_state, Math.Min(BudgetOf(ModelsAsked) / KeptPart, PromptBudget.SizeOf(_state) / 2));

    /// <summary>Whether a summary is made first, because the conversation has grown near the end of the next run's window.</summary>
    private bool CompactBefore(SessionRun next)
    {
        var models = _services.Agents.ModelsOf(_key.Agent, next.Spec.Model ?? _state.Settings.Model);
        var budget = BudgetOf(models);

        // One that failed is not tried again at once: the prompt leaves out what is oldest, and the conversation goes on.
        if (_state.Transcript.Count < _notCompactedAt
            || PromptBudget.SizeOf(_state) + next.Spec.InputText.Length < budget * FullAt
            || CompactionPlan.BySize(_state, budget / KeptPart) is not { } plan)
        {
            return false;
        }

        BeginCompaction(plan, models, null, null);
        return true;
    }

    private void BeginCompaction(CompactionPlan plan, ModelSelection models, string? instructions, SessionProtocol.Compact? asked, RunId? ticket = null)
    {
        var setup = new CompactionProtocol.Setup(_key, plan, models, instructions);
        var actor = Context.Watch(Context.ActorOf(CompactionActor.Props(setup, _services, Self), $"compaction-{++_compactionsStarted}"));
        _compaction = new Compacting(actor, asked?.ReplyTo, asked?.Command, (int)Math.Min(BudgetOf(models) / SummaryPart, int.MaxValue), Now, ticket);
    }

    private void OnCompactionFinished(CompactionProtocol.Finished finished)
    {
        if (_compaction is not { } compaction || !Sender.Equals(compaction.Actor))
        {
            return;
        }

        if (finished.Summary is null)
        {
            FailCompaction(finished.Problem ?? "there is no summary");
            return;
        }

        var at = Now;
        var summary = ShortText.Of(finished.Summary, compaction.MaxChars);
        var decision = SessionDecider.Compact(_state, finished.Plan, summary, finished.Model, finished.Usage, at);
        if (decision.Refusal is not null)
        {
            FailCompaction("the conversation began anew meanwhile");
            return;
        }

        // Whoever asked hears of a failed write from below, and not again when the session stops because of it.
        Context.Unwatch(compaction.Actor);
        LeavePlace(compaction.Ticket);
        _compaction = compaction with { ReplyTo = null, Ticket = null };
        Commit(
            decision,
            () =>
            {
                _compaction = null;
                LogCompacted(finished.Plan.Upto, summary.Length);
                Answer(compaction.ReplyTo, isCompacted: true, null, finished.Plan.Kept);
                StartNext();
            },
            error => compaction.ReplyTo?.Fail(error),
            [.. RowOfCompaction(finished, at), .. RowsOf(compaction.Command)]);
    }

    private ImmutableArray<IndexChange> RowOfCompaction(CompactionProtocol.Finished finished, DateTimeOffset at) =>
        [.. UsageRow.Of(RunId.Parse($"compaction-{NewId()}"), _key, RunReport.Without(new RunOutcome.Completed(StopReason.Stop)) with { Model = finished.Model, Usage = finished.Usage }, RunCounts.None, at)];

    private void FailCompaction(string reason)
    {
        // Ten messages later it may be worth another try.
        _notCompactedAt = _state.Transcript.Count + 10;
        LogNotCompacted(reason);
        var compaction = _compaction;
        _compaction = null;
        if (compaction is not null)
        {
            Context.Unwatch(compaction.Actor);
            LeavePlace(compaction.Ticket);
            Answer(compaction.ReplyTo, isCompacted: false, reason, _state.Transcript.Count);
        }

        StartNext();
    }

    /// <summary>What was to be summarised is given up, or the session stops.</summary>
    private void StopCompaction()
    {
        if (_placeWanted is { } wanted)
        {
            _placeWanted = null;
            LeavePlace(wanted.Ticket);
            wanted.Command.ReplyTo.Fail(SessionErrors.Interrupted(_key));
        }

        if (_compaction is { } compaction)
        {
            _compaction = null;
            LeavePlace(compaction.Ticket);
            Context.Unwatch(compaction.Actor);
            Context.Stop(compaction.Actor);
            compaction.ReplyTo?.Fail(SessionErrors.Interrupted(_key));
        }
    }

    private void Answer(ReplyTo? replyTo, bool isCompacted, string? reason, int kept)
    {
        if (isCompacted)
        {
            Report("compact");
        }

        replyTo?.Succeed(Payload.Encode(
            new SessionsCompactResult { Ok = true, Key = _key.Value, Compacted = isCompacted, Kept = kept, Reason = reason }, ProtocolJson.Default.SessionsCompactResult));
    }

    private long BudgetOf(ModelSelection models) => PromptBudget.CharsOf(_services.Models.Find(models.Primary)?.ContextWindow ?? PromptBudget.UnknownWindow);

    private sealed record Compacting(IActorRef Actor, ReplyTo? ReplyTo, RunId? Command, int MaxChars, DateTimeOffset Since, RunId? Ticket);
}
