using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Sessions;

// How sessions come and go: read from the index at the start, woken when they are needed, put aside when they are not, begun anew when they fail.
public sealed partial class SessionsActor
{
    private static readonly TimeSpan s_expiry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_loadRetry = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SessionKey, IActorRef> _sessions = [];
    private readonly Dictionary<IActorRef, SessionKey> _keys = [];
    private readonly Dictionary<SessionKey, Queue<object>> _retiring = [];
    private readonly Dictionary<SessionKey, int> _failures = [];
    private readonly Dictionary<SessionKey, ImmutableArray<RunId>> _suspects = [];
    private readonly HashSet<SessionKey> _down = [];
    private int _sessionsStarted;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        Self.Tell(LoadDue.Instance);
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        base.PreRestart(reason, message);

        // The sessions stop now; what waits in their mailboxes comes as dead letters, before the next life begins.
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

        // The runs go on, and their results are kept; who waits is told to ask again, as nobody else would ever answer.
        foreach (var waiter in _waiters.TakeAll())
        {
            waiter.ReplyTo.Fail(SessionErrors.Restarted());
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Loading()
    {
        ReceiveIndex(onFailed: () =>
        {
            Become(Unreadable);
            Stash.UnstashAll();
        });
        ReceiveAny(_ => Stash.Stash());
    }

    /// <summary>The store does not answer: who asks is told so, and to try again; what is no request waits.</summary>
    private void Unreadable()
    {
        ReceiveIndex(onFailed: static () => { });
        Receive<SessionProtocol.IRequest>(static request => request.ReplyTo.Fail(SessionErrors.Unreadable()));
        ReceiveAny(_ => Stash.Stash());
    }

    private void ReceiveIndex(Action onFailed)
    {
        Receive<LoadDue>(_ => LoadAsync().PipeTo(Self, success: static loaded => loaded, failure: static failure => new IndexFailed(failure)));
        Receive<Loaded>(OnLoaded);
        Receive<IndexFailed>(failed =>
        {
            LogIndexFailed(failed.Reason);
            Timers.StartSingleTimer(LoadDue.Instance, LoadDue.Instance, s_loadRetry);
            onFailed();
        });
        Receive<DeadLetter>(OnDeadLetter);
        Receive<SessionsProtocol.Drain>(_ => Context.Stop(Self));
    }

    private void ReceiveFromSessions()
    {
        Receive<SessionsProtocol.LaneWanted>(OnLaneWanted);
        Receive<SessionsProtocol.PlaceWanted>(OnPlaceWanted);
        Receive<SessionsProtocol.PlaceLeft>(left => LeavePlace(left.Ticket));
        Receive<SessionsProtocol.RunRefused>(OnRunRefused);
        Receive<SessionsProtocol.RunEnded>(OnRunEnded);
        Receive<SessionsProtocol.Changed>(OnChanged);
        Receive<SessionsProtocol.MessageAppended>(OnMessageAppended);
        Receive<SessionsProtocol.Removed>(OnRemoved);
    }

    private void ReceiveLifecycle()
    {
        ReceiveAnswers();
        Receive<SessionsProtocol.Recovered>(OnRecovered);
        Receive<SessionsProtocol.Quiet>(OnQuiet);
        Receive<SessionsProtocol.Stays>(OnStays);
        Receive<Lost>(Find);
        Receive<Found>(OnFound);
        Receive<NotFound>(OnNotFound);
        Receive<RestartDue>(due => OnRestartDue(due.Key));
        Receive<ExpiryDue>(_ => _services.Index.DeleteExpiredAsync(Now).PipeTo(
            Self, success: static () => Expired.Instance, failure: static failure => new IndexFailed(failure)));
        Receive<Expired>(static _ => { });
        Receive<IndexFailed>(failed => LogIndexFailed(failed.Reason));
        Receive<DeadLetter>(OnDeadLetter);
        Receive<Terminated>(OnTerminated);
    }

    private async Task<Loaded> LoadAsync()
    {
        var (index, now) = (_services.Index, Now);
        var rows = await index.ReadAllAsync<SessionIndexRow>(SessionIndexRow.Collection, now).ConfigureAwait(false);
        var entries = await index.ReadAllAsync<LedgerEntry>(LedgerEntry.Collection, now).ConfigureAwait(false);
        var answers = await index.ReadAllAsync<PendingAnswer>(PendingAnswer.Collection, now).ConfigureAwait(false);
        return new Loaded(rows, entries, answers);
    }

    private void OnLoaded(Loaded loaded)
    {
        foreach (var row in loaded.Rows)
        {
            _projection.Set(SessionSummary.Of(row, null, _services));
        }

        _ledger = RunLedger.Restore(_services.Options.Ledger, loaded.Entries, Now);
        LogLoaded(loaded.Rows.Count, _ledger.InFlight);
        Become(Running);
        Stash.UnstashAll();
        Timers.StartPeriodicTimer(ExpiryDue.Instance, ExpiryDue.Instance, s_expiry);
        foreach (var agent in _services.Agents.All)
        {
            ReportHealth(agent.Id);
        }

        // What was accepted before the stop goes on, whether or not anybody asks for it.
        foreach (var unfinished in loaded.Rows.Where(static row => !row.Runs.IsEmpty).Select(static row => row.Key)
            .Concat(loaded.Entries.Where(static entry => entry.EndedAt is null).Select(static entry => entry.Session)).Distinct())
        {
            _suspects[unfinished] = [.. _ledger.InFlightOf(unfinished).Select(static entry => entry.Run)];
            SessionOf(unfinished);
        }

        foreach (var answer in loaded.Answers)
        {
            Bring(answer);
        }
    }

    /// <summary>Hands a message to its session, which is woken for it; while the session is down, or too much waits for it, the message is refused.</summary>
    private void Deliver(SessionKey key, object message)
    {
        if (_down.Contains(key))
        {
            DropClaims(key);
            Refuse(message, SessionErrors.Interrupted(key));
        }
        else if (!_retiring.TryGetValue(key, out var buffer))
        {
            SessionOf(key).Tell(message);
        }
        else if (buffer.Count < _services.Options.MaxBuffered)
        {
            buffer.Enqueue(message);
        }
        else
        {
            Refuse(message, SessionErrors.Interrupted(key));
        }
    }

    private void Refuse(object message, ProtocolError error)
    {
        switch (message)
        {
            case SessionProtocol.StartRun start:
                OnRunRefused(new SessionsProtocol.RunRefused(start.Run, error));
                break;
            case SessionProtocol.Create { First: { } first }:
                OnRunRefused(new SessionsProtocol.RunRefused(first.Run, error));
                break;
            case SessionProtocol.IRequest request:
                request.ReplyTo.Fail(error);
                break;
        }
    }

    /// <summary>A request that reached a session too late to be handled still gets an answer.</summary>
    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is SessionProtocol.IRequest && Self.Path.Equals(letter.Recipient.Path.Parent))
        {
            Refuse(letter.Message, ProtocolError.Unavailable("the session was interrupted; try again", retryable: true, retryAfterMs: 1000));
        }
    }

    private void OnQuiet(SessionsProtocol.Quiet quiet)
    {
        // From here on nothing more goes to the session, so that nothing can get lost between its last look and its stop.
        if (_sessions.TryGetValue(quiet.Key, out var session) && session.Equals(Sender) && _retiring.TryAdd(quiet.Key, new Queue<object>()))
        {
            session.Tell(SessionProtocol.Retire.Instance);
        }
    }

    private void OnStays(SessionsProtocol.Stays stays)
    {
        if (_sessions.TryGetValue(stays.Key, out var session) && _retiring.Remove(stays.Key, out var buffer))
        {
            foreach (var message in buffer)
            {
                session.Tell(message);
            }
        }
    }

    private void OnTerminated(Terminated terminated)
    {
        if (!_keys.Remove(terminated.ActorRef, out var key))
        {
            _watchers.Forget(terminated.ActorRef);
            foreach (var waiter in _waiters.Forget(terminated.ActorRef))
            {
                Timers.Cancel(waiter.Id);
            }

            return;
        }

        _sessions.Remove(key);
        DropClaims(key);
        foreach (var ticket in _places.Where(place => place.Value == key).Select(static place => place.Key).ToList())
        {
            LeavePlace(ticket);
        }

        if (!_retiring.Remove(key, out var buffer))
        {
            OnSessionFailed(key);
            return;
        }

        foreach (var message in buffer)
        {
            Deliver(key, message);
        }
    }

    private void OnSessionFailed(SessionKey key)
    {
        var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        ImmutableArray<RunId> inFlight = [.. _ledger.InFlightOf(key).Select(static entry => entry.Run)];
        foreach (var run in inFlight)
        {
            LeaveLane(run);
        }

        // Which of them are durable is known once the session has read itself back.
        _suspects[key] = inFlight;
        _down.Add(key);
        var (min, max) = _services.Options.SessionBackoff;
        var delay = min * Math.Pow(2, Math.Min(failures - 1, 20));
        delay = (delay < max ? delay : max) * (0.8 + (Random.Shared.NextDouble() * 0.4));
        LogSessionDown(key, failures, delay.TotalMilliseconds);
        Timers.StartSingleTimer(key, new RestartDue(key), delay);
    }

    private void OnRestartDue(SessionKey key)
    {
        _down.Remove(key);
        if (_suspects.TryGetValue(key, out var suspects) && !suspects.IsEmpty)
        {
            SessionOf(key);
        }
    }

    private void OnRecovered(SessionsProtocol.Recovered recovered)
    {
        // A write that was given up may have been stored all the same. Its run goes on like any other, and a request that comes again finds it.
        foreach (var run in recovered.Runs.Where(run => _ledger.FindResult(run, Now) is null))
        {
            _ledger = _ledger.Accept(run, recovered.Key, Now);
        }

        if (!_suspects.Remove(recovered.Key, out var suspects))
        {
            return;
        }

        var unknown = suspects.Where(run => !recovered.Runs.Contains(run) && _ledger.FindResult(run, Now) is { Report: null }).ToImmutableArray();
        if (!unknown.IsEmpty)
        {
            Find(new Lost(recovered.Key, unknown));
        }
    }

    private void Find(Lost lost) => _services.Index.FindAsync<LedgerEntry>(LedgerEntry.Collection, [.. lost.Runs.Select(static run => run.Value)])
        .PipeTo(Self, success: found => new Found(lost.Key, lost.Runs, found), failure: failure => new NotFound(lost, failure));

    /// <summary>Somebody waits for these runs, and nobody else would ever end them.</summary>
    private void OnNotFound(NotFound failed)
    {
        LogIndexFailed(failed.Reason);
        Timers.StartSingleTimer(failed.Lost, failed.Lost, s_loadRetry);
    }

    /// <summary>Runs that a session lost sight of when it failed: either their end is durable and was not told, or they were never accepted.</summary>
    private void OnFound(Found found)
    {
        foreach (var run in found.Runs)
        {
            if (found.Entries.TryGetValue(run.Value, out var entry) && entry is { Report: { } report, EndedAt: { } endedAt })
            {
                OnRunEnded(new SessionsProtocol.RunEnded(run, report, endedAt));
            }
            else
            {
                OnRunRefused(new SessionsProtocol.RunRefused(run, SessionErrors.NotStored(found.Key)));
            }
        }
    }

    private void OnDrain()
    {
        var waiting = _sessions.Keys.Where(key => !_retiring.ContainsKey(key)).ToHashSet();
        LogDraining(waiting.Count);
        foreach (var key in waiting)
        {
            _sessions[key].Tell(SessionProtocol.Suspend.Instance);
        }

        Timers.StartSingleTimer(DrainOver.Instance, DrainOver.Instance, _services.Options.DrainTimeout);
        Become(() => Draining(waiting));
        StopWhenDrained(waiting);
    }

    private void Draining(HashSet<SessionKey> waiting)
    {
        ReceiveFromSessions();
        Receive<SessionsProtocol.Suspended>(suspended =>
        {
            waiting.Remove(suspended.Key);
            StopWhenDrained(waiting);
        });
        Receive<Terminated>(terminated =>
        {
            if (_keys.TryGetValue(terminated.ActorRef, out var key))
            {
                waiting.Remove(key);
                StopWhenDrained(waiting);
            }
        });
        Receive<DrainOver>(_ => Context.Stop(Self));
        Receive<DeadLetter>(static _ => { });

        // Connections are closed by now: nobody is left to be answered.
        ReceiveAny(static _ => { });
    }

    private void StopWhenDrained(HashSet<SessionKey> waiting)
    {
        if (waiting.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    private IActorRef SessionOf(SessionKey key)
    {
        if (!_sessions.TryGetValue(key, out var session))
        {
            // Keys hold characters that paths may not, so the name is a number.
            session = Context.Watch(Context.ActorOf(SessionActor.Props(key, _services), $"session-{++_sessionsStarted}"));
            _sessions.Add(key, session);
            _keys.Add(session, key);
        }

        return session;
    }

    private sealed class LoadDue
    {
        public static readonly LoadDue Instance = new();
    }

    private sealed record Loaded(IReadOnlyList<SessionIndexRow> Rows, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<PendingAnswer> Answers);

    private sealed record Lost(SessionKey Key, ImmutableArray<RunId> Runs);

    private sealed record NotFound(Lost Lost, Exception Reason);

    private sealed record Found(SessionKey Key, ImmutableArray<RunId> Runs, IReadOnlyDictionary<string, LedgerEntry> Entries);

    private sealed record RestartDue(SessionKey Key);

    private sealed class ExpiryDue
    {
        public static readonly ExpiryDue Instance = new();
    }

    private sealed class Expired
    {
        public static readonly Expired Instance = new();
    }

    private sealed record IndexFailed(Exception Reason);

    private sealed class DrainOver
    {
        public static readonly DrainOver Instance = new();
    }
}
