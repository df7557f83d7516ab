using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>
/// Base of journal plug-ins. A subclass stores, reads and deletes; this class keeps order, answers persistent actors and guards the
/// store with a circuit breaker.
/// </summary>
/// <remarks>
/// Each operation has two forms, with and without a token that tells when the breaker gives it up: a plug-in overrides one of them.
/// The class named by <c>&lt;plugin&gt;.class</c> is made with its <see cref="Config"/> section when it has such a constructor, else
/// without arguments. Writes of different batches may be in flight together: answers are put back into the order of the requests.
/// </remarks>
public abstract class AsyncWriteJournal : WriteJournalBase
{
    private readonly CircuitBreaker _breaker;
    private readonly IActorRef _resequencer;
    private readonly bool _publishCommands;
    private readonly Func<IActorRef, Props>? _replayFilter;
    private long _resequencerCounter = 1;

    /// <summary>Reads the breaker's settings from the plug-in's own section, with the shared fall-back.</summary>
    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        var config = extension.ConfigFor(Self).WithFallback(extension.JournalFallback);
        _publishCommands = extension.Settings.Internal.PublishPluginCommands;
        _breaker = PluginCircuitBreaker.Create(Context.System.Scheduler, config.GetConfig("circuit-breaker"));
        _resequencer = Context.ActorOf(Resequencer.Props(), "resequencer");
        _replayFilter = ReplayFilterOf(config);
    }

    private static Func<IActorRef, Props>? ReplayFilterOf(Config config)
    {
        var mode = config.GetString("replay-filter.mode", "off") switch
        {
            "off" or "disabled" => ReplayFilterMode.Disabled,
            "fail" => ReplayFilterMode.Fail,
            "warn" => ReplayFilterMode.Warn,
            "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
            var other => throw new ConfigurationException($"Invalid replay-filter.mode [{other}], supported values [off, repair-by-discard-old, fail, warn]"),
        };
        if (mode == ReplayFilterMode.Disabled) return null;
        var (window, writers, debug) = (config.GetInt("replay-filter.window-size", 100), config.GetInt("replay-filter.max-old-writers", 10), config.GetBoolean("replay-filter.debug"));
        return persistentActor => ReplayFilter.Props(persistentActor, mode, window, writers, debug);
    }

    /// <summary>
    /// Stores a batch. Each <see cref="AtomicWrite"/> is stored wholly or not at all, and events of one persistence id in order.
    /// </summary>
    /// <returns>Null when all are stored; else one entry an atomic write: null for stored, an exception for refused.</returns>
    /// <exception cref="Exception">A faulted task means that it is not known what is stored: the writers are stopped.</exception>
    protected virtual Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="WriteMessagesAsync(IEnumerable{AtomicWrite})"/>
    /// <param name="messages">The batch.</param>
    /// <param name="cancellationToken">Cancelled when the circuit breaker gives the call up.</param>
    protected virtual Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) => WriteMessagesAsync(messages);

    /// <summary>Deletes events up to a number, included; the highest number stays known.</summary>
    protected virtual Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="DeleteMessagesToAsync(string, long)"/>
    protected virtual Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) => DeleteMessagesToAsync(persistenceId, toSequenceNr);

    /// <summary>Reads events in order. The task ends after the last call of the callback.</summary>
    public abstract Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>Highest number ever stored for the id, 0 when none; deleted events count.</summary>
    public virtual Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) => throw this.OverridesNeitherForm();

    /// <inheritdoc cref="ReadHighestSequenceNrAsync(string, long)"/>
    public virtual Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) => ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr);

    /// <summary>Messages of the plug-in's own; false passes them on as unhandled.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    /// <summary>Handles the journal protocol; false when the message is none of it.</summary>
    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                HandleWriteMessages(write);
                return true;
            case ReplayMessages replay:
                HandleReplayMessages(replay);
                return true;
            case DeleteMessagesTo delete:
                HandleDeleteMessagesTo(delete);
                return true;
            default:
                return false;
        }
    }

    private void HandleWriteMessages(WriteMessages request)
    {
        var envelopes = request.Messages as IReadOnlyList<IPersistentEnvelope> ?? request.Messages.ToArray();
        var counter = _resequencerCounter;
        _resequencerCounter++;

        // One answer slot a request: the answers of a batch leave together and in order.
        var self = Self;
        var resequencer = _resequencer;
        List<AtomicWrite> writes;
        try
        {
            writes = [.. PreparePersistentBatch(envelopes)];
        }
        catch (Exception refusal)
        {
            // Nothing went to the store, so the events are refused and the actor goes on.
            var refused = Enumerable.Repeat(refusal, envelopes.Count(envelope => envelope is AtomicWrite)).ToImmutableArray();
            resequencer.Tell(new Desequenced(new WriteOutcome(request, envelopes, refused, null), counter), self);
            return;
        }

        if (writes.Count == 0)
        {
            resequencer.Tell(new Desequenced(new WriteOutcome(request, envelopes, null, null), counter), self);
            return;
        }

        var pending = _breaker.WithCircuitBreaker(token => WriteMessagesAsync(writes, token));
        _ = pending.ContinueWith(
            task =>
            {
                var outcome = task.IsCompletedSuccessfully
                    ? Outcome(request, envelopes, writes.Count, task.Result)
                    : new WriteOutcome(request, envelopes, null, Unwrap(task));
                resequencer.Tell(new Desequenced(outcome, counter), self);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static WriteOutcome Outcome(WriteMessages request, IReadOnlyList<IPersistentEnvelope> envelopes, int writes, IImmutableList<Exception>? results) =>
        results is not null && results.Count != 0 && results.Count != writes
            ? new WriteOutcome(request, envelopes, null, new InvalidOperationException($"The journal answered {results.Count} results for {writes} atomic writes."))
            : new WriteOutcome(request, envelopes, results is { Count: > 0 } ? results : null, null);

    private void HandleReplayMessages(ReplayMessages request)
    {
        var self = Self;
        var context = Context;
        var target = _replayFilter is { } filter ? Context.ActorOf(filter(request.PersistentActor)) : request.PersistentActor;
        var from = Math.Max(0L, request.FromSequenceNr - 1);
        if (_publishCommands) context.System.EventStream.Publish(request);

        _ = _breaker.WithCircuitBreaker(token => ReadHighestSequenceNrAsync(request.PersistenceId, from, token))
            .ContinueWith(ReplayAsync, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            .Unwrap()
            .ContinueWith(
                task => target.Tell(task.IsCompletedSuccessfully ? new RecoverySuccess(task.Result) : new ReplayMessagesFailure(Unwrap(task)), self),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);

        async Task<long> ReplayAsync(Task<long> highestRead)
        {
            var highest = await highestRead.ConfigureAwait(false);
            var to = Math.Min(request.ToSequenceNr, highest);
            if (highest == 0L || request.FromSequenceNr > to || request.Max <= 0) return highest;

            await ReplayMessagesAsync(context, request.PersistenceId, request.FromSequenceNr, to, request.Max, persistent =>
            {
                if (persistent.IsDeleted) return;
                foreach (var adapted in AdaptFromJournal(persistent)) target.Tell(new ReplayedMessage(adapted), ActorRefs.NoSender);
            }).ConfigureAwait(false);
            return highest;
        }
    }

    private void HandleDeleteMessagesTo(DeleteMessagesTo request)
    {
        var self = Self;
        var events = _publishCommands ? Context.System.EventStream : null;
        _ = _breaker.WithCircuitBreaker(token => DeleteMessagesToAsync(request.PersistenceId, request.ToSequenceNr, token))
            .ContinueWith(
                task =>
                {
                    request.PersistentActor.Tell(
                        task.IsCompletedSuccessfully ? new DeleteMessagesSuccess(request.ToSequenceNr) : new DeleteMessagesFailure(Unwrap(task), request.ToSequenceNr),
                        self);
                    events?.Publish(request);
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
    }

    private static Exception Unwrap(Task task) =>
        task.Exception?.GetBaseException() ?? new OperationCanceledException("The journal operation was cancelled.");

    internal sealed record WriteOutcome(WriteMessages Request, IReadOnlyList<IPersistentEnvelope> Envelopes, IImmutableList<Exception>? Results, Exception? Failure)
    {
        public void Answer()
        {
            var actor = Request.PersistentActor;
            var instance = Request.ActorInstanceId;
            if (Failure is null) actor.Tell(WriteMessagesSuccessful.Instance, ActorRefs.NoSender);
            else actor.Tell(new WriteMessagesFailed(Failure, Envelopes.Sum(envelope => envelope.Size)), ActorRefs.NoSender);

            var index = 0;
            foreach (var envelope in Envelopes)
            {
                if (envelope is not AtomicWrite write)
                {
                    actor.Tell(new LoopMessageSuccess(envelope.Payload, instance), envelope.Sender);
                    continue;
                }

                var rejection = Results?[index++];
                foreach (var persistent in write.Events)
                {
                    object answer = Failure is not null ? new WriteMessageFailure(persistent, Failure, instance)
                        : rejection is not null ? new WriteMessageRejected(persistent, rejection, instance)
                        : new WriteMessageSuccess(persistent, instance);
                    actor.Tell(answer, persistent.Sender);
                }
            }
        }
    }

    internal sealed record Desequenced(WriteOutcome Outcome, long SequenceNr) : INoSerializationVerificationNeeded;

    /// <summary>Puts the answers of concurrent writes back into the order of their requests.</summary>
    private sealed class Resequencer : UntypedActor
    {
        private readonly Dictionary<long, WriteOutcome> _early = [];
        private long _delivered;

        public static Props Props() => Akka.Actor.Props.Create(() => new Resequencer());

        protected override void OnReceive(object message)
        {
            if (message is not Desequenced answer)
            {
                Unhandled(message);
                return;
            }

            if (answer.SequenceNr != _delivered + 1)
            {
                _early[answer.SequenceNr] = answer.Outcome;
                return;
            }

            Deliver(answer.Outcome);
            while (_early.Remove(_delivered + 1, out var next)) Deliver(next);
        }

        private void Deliver(WriteOutcome outcome)
        {
            _delivered++;
            outcome.Answer();
        }
    }
}
