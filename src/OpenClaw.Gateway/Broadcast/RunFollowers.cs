using Akka.Actor;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Broadcast;

/// <summary>Actors that follow single runs. Their number is bounded by those who may start runs from outside a socket.</summary>
internal sealed class RunFollowers
{
    private readonly Dictionary<RunId, List<IActorRef>> _byRun = [];
    private readonly Dictionary<IActorRef, RunId> _runOf = [];

    /// <summary>From now on an actor hears of a run; an actor follows one run.</summary>
    public void Add(RunId run, IActorRef follower)
    {
        if (!_runOf.TryAdd(follower, run))
        {
            return;
        }

        if (!_byRun.TryGetValue(run, out var followers))
        {
            _byRun.Add(run, followers = []);
        }

        followers.Add(follower);
    }

    /// <summary>Tells the followers of a run.</summary>
    public void Tell(RunSaid said)
    {
        if (_byRun.TryGetValue(said.Run, out var followers))
        {
            foreach (var follower in followers)
            {
                follower.Tell(said, ActorRefs.NoSender);
            }
        }
    }

    /// <summary>An actor is gone.</summary>
    /// <returns>Whether it was a follower.</returns>
    public bool Remove(IActorRef follower)
    {
        if (!_runOf.Remove(follower, out var run))
        {
            return false;
        }

        if (_byRun.TryGetValue(run, out var followers) && followers.Remove(follower) && followers.Count == 0)
        {
            _byRun.Remove(run);
        }

        return true;
    }
}
