using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Akka.Actor;

/// <summary>What happens when the last child that is being waited for is gone.</summary>
internal enum TerminationReason
{
    User,
    Recreation,
    Creation,
    Termination,
}

/// <summary>
/// The children of a cell by name, with those that were told to stop. Names stay reserved until the child is gone. Guardians are
/// used from many threads, so every member locks.
/// </summary>
internal sealed class ChildrenContainer
{
    private const string Base64 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    private readonly Dictionary<string, ChildRestartStats?> _byName = new(1, StringComparer.Ordinal);   // null = reserved
    private HashSet<IActorRef>? _dying;
    private TerminationReason _reason;
    private Exception? _cause;
    private bool _terminated;
    private long _nextName;

    public bool IsNormal
    {
        get { lock (this) return !_terminated && (_dying is null || _reason == TerminationReason.User); }
    }

    public bool IsTerminating
    {
        get { lock (this) return _terminated || (_dying is not null && _reason == TerminationReason.Termination); }
    }

    public bool IsWaiting
    {
        get { lock (this) return !_terminated && _dying is not null && _reason is TerminationReason.Recreation or TerminationReason.Creation; }
    }

    public string NextName()
    {
        var number = Interlocked.Increment(ref _nextName) - 1;
        var name = new StringBuilder("$", 4);
        do
        {
            name.Append(Base64[(int)(number & 63)]);
            number >>= 6;
        }
        while (number != 0);
        return name.ToString();
    }

    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The actor is stopping.</exception>
    public void Reserve(string name, IActorRef owner)
    {
        lock (this)
        {
            if (_terminated || (_dying is not null && _reason == TerminationReason.Termination))
                throw new InvalidOperationException($"Cannot create child while terminating or terminated: {owner}/{name}");
            if (!_byName.TryAdd(name, null)) throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (this)
        {
            if (_byName.TryGetValue(name, out var stats) && stats is null) _byName.Remove(name);
        }
    }

    public void Init(string name, IInternalActorRef child)
    {
        lock (this) _byName[name] = new ChildRestartStats(child);
    }

    public bool TryGet(string name, [NotNullWhen(true)] out ChildRestartStats? stats)
    {
        lock (this) return _byName.TryGetValue(name, out stats) && stats is not null;
    }

    public bool TryGet(IActorRef child, [NotNullWhen(true)] out ChildRestartStats? stats)
    {
        lock (this)
        {
            if (_byName.TryGetValue(child.Path.Name, out stats) && stats is not null && stats.Child.Equals(child)) return true;
        }
        stats = null;
        return false;
    }

    public IReadOnlyCollection<IInternalActorRef> Snapshot()
    {
        lock (this)
        {
            if (_byName.Count == 0) return [];
            var children = new List<IInternalActorRef>(_byName.Count);
            foreach (var stats in _byName.Values)
            {
                if (stats is not null) children.Add((IInternalActorRef)stats.Child);
            }
            return children;
        }
    }

    public IReadOnlyCollection<ChildRestartStats> StatsSnapshot()
    {
        lock (this)
        {
            var all = new List<ChildRestartStats>(_byName.Count);
            foreach (var stats in _byName.Values)
            {
                if (stats is not null) all.Add(stats);
            }
            return all;
        }
    }

    public void MarkDying(IActorRef child)
    {
        lock (this)
        {
            if (_terminated || !TryGet(child, out _)) return;
            if (_dying is null)
            {
                _dying = [];
                _reason = TerminationReason.User;
                _cause = null;
            }
            _dying.Add(child);
        }
    }

    /// <summary>False when no child is dying, so that there is nothing to wait for.</summary>
    public bool SetReason(TerminationReason reason, Exception? cause)
    {
        lock (this)
        {
            if (_terminated || _dying is null) return false;
            _reason = reason;
            _cause = cause;
            return true;
        }
    }

    /// <summary>Removes a dead child; says what was waited for when it was the last, else <see cref="TerminationReason.User"/>.</summary>
    public (TerminationReason Reason, Exception? Cause) Remove(IActorRef child)
    {
        lock (this)
        {
            if (_byName.TryGetValue(child.Path.Name, out var stats) && stats is not null && stats.Child.Equals(child)) _byName.Remove(child.Path.Name);
            if (_dying is null) return (TerminationReason.User, null);
            _dying.Remove(child);
            if (_dying.Count != 0) return (TerminationReason.User, null);
            var result = (_reason, _cause);
            _dying = null;
            _cause = null;
            if (_reason == TerminationReason.Termination) _terminated = true;
            _reason = TerminationReason.User;
            return result;
        }
    }

    public void SetTerminated()
    {
        lock (this) _terminated = true;
    }
}
