using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Sessions;

/// <summary>What a caller waits for.</summary>
internal enum WaiterKind
{
    /// <summary>The second answer to <c>agent</c>.</summary>
    Agent,

    /// <summary><c>agent.wait</c>.</summary>
    Wait,

    /// <summary>Only a refusal: <c>chat.send</c> is answered by the session when it accepts.</summary>
    Refusal,
}

/// <summary>One caller that waits for a run's end.</summary>
internal sealed record RunWaiter(long Id, RunId Run, ReplyTo ReplyTo, WaiterKind Kind);

/// <summary>Callers that wait for runs; forgotten when their connection ends.</summary>
internal sealed class RunWaiters
{
    private readonly Dictionary<long, RunWaiter> _byId = [];
    private readonly Dictionary<RunId, List<long>> _byRun = [];
    private long _lastId;

    public int Count => _byId.Count;

    public long Add(RunId run, ReplyTo replyTo, WaiterKind kind)
    {
        var id = ++_lastId;
        _byId.Add(id, new RunWaiter(id, run, replyTo, kind));
        if (!_byRun.TryGetValue(run, out var ids))
        {
            _byRun.Add(run, ids = []);
        }

        ids.Add(id);
        return id;
    }

    /// <summary>Takes everybody who waits for a run, in the order in which they came.</summary>
    public IReadOnlyList<RunWaiter> Take(RunId run)
    {
        if (!_byRun.Remove(run, out var ids))
        {
            return [];
        }

        var waiters = new List<RunWaiter>(ids.Count);
        foreach (var id in ids)
        {
            if (_byId.Remove(id, out var waiter))
            {
                waiters.Add(waiter);
            }
        }

        return waiters;
    }

    /// <summary>Takes one waiter; null when it is gone.</summary>
    public RunWaiter? Remove(long id)
    {
        if (!_byId.Remove(id, out var waiter))
        {
            return null;
        }

        if (_byRun.TryGetValue(waiter.Run, out var ids) && ids.Remove(id) && ids.Count == 0)
        {
            _byRun.Remove(waiter.Run);
        }

        return waiter;
    }

    /// <summary>Takes everybody.</summary>
    public IReadOnlyList<RunWaiter> TakeAll()
    {
        var waiters = _byId.Values.ToList();
        _byId.Clear();
        _byRun.Clear();
        return waiters;
    }

    /// <summary>Forgets everybody on a connection that ended.</summary>
    public IReadOnlyList<RunWaiter> Forget(IActorRef connection)
    {
        var gone = _byId.Values.Where(waiter => waiter.ReplyTo.Connection.Equals(connection)).ToList();
        foreach (var waiter in gone)
        {
            Remove(waiter.Id);
        }

        return gone;
    }
}
