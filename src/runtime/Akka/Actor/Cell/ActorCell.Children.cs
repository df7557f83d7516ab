using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.Actor;

public partial class ActorCell
{
    private ChildrenContainer? _children;   // set once, any thread; locked inside

    private ChildrenContainer Container
    {
        get
        {
            if (Volatile.Read(ref _children) is { } existing) return existing;
            var created = new ChildrenContainer();
            return Interlocked.CompareExchange(ref _children, created, null) ?? created;
        }
    }

    private bool IsNormal => _children is null || _children.IsNormal;
    private bool IsTerminating => _children is { IsTerminating: true };
    private bool IsWaitingForChildren => _children is { IsWaiting: true };

    public IActorRef ActorOf(Props props, string? name = null) => MakeChild(props, name, isSystemService: false);

    /// <summary>As <see cref="ActorOf"/>, callable from any thread; used for children of guardians.</summary>
    internal IActorRef AttachChild(Props props, bool isSystemService, string? name = null) => MakeChild(props, name, isSystemService);

    private IInternalActorRef MakeChild(Props props, string? name, bool isSystemService)
    {
        var container = Container;
        string childName;
        if (name is null)
        {
            childName = container.NextName();
        }
        else
        {
            CheckName(name);
            childName = name;
        }

        container.Reserve(childName, _self);
        IInternalActorRef actor;
        try
        {
            var path = new ChildActorPath(_self.Path, childName, NewUid());
            actor = _system.Provider.ActorOf(_system, props, _self, path, isSystemService, _system.Provider.Deployer.Lookup(path), lookupDeploy: true, async: false);
        }
        catch
        {
            container.Unreserve(childName);
            throw;
        }

        // A child made while this actor is suspended must be resumed as often as its siblings will be.
        if (_mailbox is not null)
        {
            for (var i = SuspensionsByFailure; i > 0; i--) actor.Suspend();
        }
        container.Init(childName, actor);
        actor.Start();
        return actor;
    }

    internal void ReserveGuardian(string name) => Container.Reserve(name, _self);
    internal void InitGuardian(string name, IInternalActorRef guardian) => Container.Init(name, guardian);

    private static void CheckName(string name)
    {
        if (name.Length == 0) throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
            throw new InvalidActorNameException($"Illegal actor name [{name}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {new string(ActorPath.ValidSymbols)}.");
    }

    /// <summary>Never 0, which means no incarnation.</summary>
    internal static long NewUid()
    {
        long uid;
        do uid = Random.Shared.NextInt64(int.MaxValue);
        while (uid == ActorPath.UndefinedUid);
        return uid;
    }

    public IActorRef Child(string name) => GetSingleChild(name);

    public IInternalActorRef GetSingleChild(string name)
    {
        var (elementName, uid) = ActorPath.SplitNameAndUid(name);
        return _children is { } children && children.TryGet(elementName, out var stats) && (uid == ActorPath.UndefinedUid || uid == stats.Uid)
            ? (IInternalActorRef)stats.Child
            : ActorRefs.Nobody;
    }

    public IEnumerable<IActorRef> GetChildren() => ChildrenSnapshot();
    public IReadOnlyCollection<IInternalActorRef> Children() => ChildrenSnapshot();

    internal IReadOnlyCollection<IInternalActorRef> ChildrenSnapshot() => _children?.Snapshot() ?? [];
    private IReadOnlyCollection<ChildRestartStats> ChildStatsSnapshot() => _children?.StatsSnapshot() ?? [];

    internal bool TryGetChildStatsByRef(IActorRef child, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ChildRestartStats? stats)
    {
        stats = null;
        return _children is not null && _children.TryGet(child, out stats);
    }

    /// <summary>Stops a child, or this actor.</summary>
    public void Stop(IActorRef child)
    {
        _children?.MarkDying(child);
        ((IInternalActorRef)child).Stop();
    }

    private bool SetChildrenTerminationReason(TerminationReason reason, Exception? cause) =>
        _children is not null && _children.SetReason(reason, cause);

    private void SetTerminatedChildren() => Container.SetTerminated();

    private (TerminationReason Reason, Exception? Cause) RemoveChild(IActorRef child) =>
        _children?.Remove(child) ?? (TerminationReason.User, null);

    private void SuspendChildren(IReadOnlyCollection<IInternalActorRef>? except, IActorRef? exceptToo = null)
    {
        if (_children is null) return;
        foreach (var child in ChildrenSnapshot())
        {
            if (child.Equals(exceptToo) || (except is not null && except.Contains(child))) continue;
            child.Suspend();
        }
    }

    private void ResumeChildren(Exception? causedByFailure, IActorRef? perpetrator)
    {
        foreach (var child in ChildrenSnapshot())
            child.Resume(child.Equals(perpetrator) ? causedByFailure : null);
    }
}
