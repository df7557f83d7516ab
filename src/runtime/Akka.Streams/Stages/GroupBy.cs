using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// One sub-stream a key. An element for a sub-stream without demand holds all: it stands in front of the others. A sub-stream whose
/// consumer cancelled stays closed, and the elements of its key are dropped, unless it may be opened again.
/// </summary>
internal sealed class GroupByLogic<T, TKey>(int maxSubstreams, Func<T, TKey> keyOf, bool reopens, Attributes attributes) : FlowLogic<T, Source<T, NotUsed>>
    where TKey : notnull
{
    private readonly Decider _decider = attributes.Decider();
    private readonly Dictionary<TKey, Substream> _open = [];
    private readonly HashSet<TKey> _closed = [];
    private Substream? _unannounced;   // waits for demand for sub-streams
    private Substream? _nextOwner;     // whose demand the element in hand waits for
    private T _next = default!;
    private int _firstElementsWaiting;

    private TimeSpan SubscriptionTimeout => Interpreter.Materializer.Settings.SubscriptionTimeoutSettings.Timeout;

    private bool MustPull => !HasBeenPulled(In) && !IsClosed(In) && _nextOwner is null;

    public override void OnPush()
    {
        try
        {
            var element = Grab(In);
            var key = keyOf(element);
            if (key is null) throw new ArgumentNullException(nameof(key), "Key cannot be null");
            if (_open.TryGetValue(key, out var substream))
            {
                if (substream.Outlet.IsAvailable)
                {
                    substream.Outlet.Push(element);
                }
                else
                {
                    _nextOwner = substream;
                    _next = element;
                }
            }
            else if (_closed.Contains(key) || IsClosed(Out))
            {
                if (!HasBeenPulled(In)) Pull(In);
            }
            else if (_open.Count + _closed.Count == maxSubstreams)
            {
                throw new Pattern.IllegalStateException($"Cannot open substream for key '{key}': too many substreams open");
            }
            else
            {
                Begin(key, element);
            }
        }
        catch (Exception e)
        {
            if (_decider(e) == Directive.Stop) FailAll(e);
            else if (!HasBeenPulled(In)) TryPull(In);
        }
    }

    public override void OnPull()
    {
        if (_unannounced is { } substream) Announce(substream);
        else if (MustPull) Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (!TryCompleteAll()) SetKeepGoing(true);
    }

    public override void OnUpstreamFailure(Exception e) => FailAll(e);

    public override void OnDownstreamFinish(Exception cause)
    {
        // The sub-streams that were handed out go on; one that was not is dropped with its element.
        if (_unannounced is { } substream)
        {
            _unannounced = null;
            _open.Remove(substream.Key);
            _firstElementsWaiting--;
        }

        if (_open.Count == 0)
        {
            CancelStage(cause);
            return;
        }

        SetKeepGoing(true);
        if (MustPull) Pull(In);
    }

    protected internal override void OnTimer(object timerKey)
    {
        var substream = (Substream)timerKey;
        if (!_open.ContainsKey(substream.Key)) return;
        substream.Outlet.Timeout(SubscriptionTimeout);
        // It runs already, and only has not asked for an element yet.
        if (!substream.Outlet.IsClosed) return;
        _open.Remove(substream.Key);
        if (!reopens) _closed.Add(substream.Key);
        if (substream.HasFirst) _firstElementsWaiting--;
        if (_nextOwner == substream) _nextOwner = null;
        if (IsClosed(In)) TryCompleteAll();
        else if (MustPull) Pull(In);
    }

    private void Begin(TKey key, T first)
    {
        var substream = new Substream(this, key, first);
        _open.Add(key, substream);
        _firstElementsWaiting++;
        if (IsAvailable(Out))
        {
            Announce(substream);
        }
        else
        {
            SetKeepGoing(true);
            _unannounced = substream;
        }
    }

    private void Announce(Substream substream)
    {
        _unannounced = null;
        Push(Out, Source.FromGraph(substream.Outlet.Source));
        ScheduleOnce(substream, SubscriptionTimeout);
    }

    private bool TryCompleteAll()
    {
        if (_open.Count != 0 && (_nextOwner is not null || _firstElementsWaiting != 0)) return false;
        foreach (var substream in _open.Values) substream.Outlet.Complete();
        CompleteStage();
        return true;
    }

    private void FailAll(Exception cause)
    {
        foreach (var substream in _open.Values) substream.Outlet.Fail(cause);
        FailStage(cause);
    }

    private sealed class Substream : IOutHandler
    {
        private readonly GroupByLogic<T, TKey> _owner;
        private T _first;

        internal Substream(GroupByLogic<T, TKey> owner, TKey key, T first)
        {
            _owner = owner;
            Key = key;
            _first = first;
            HasFirst = true;
            Outlet = new SubSourceOutlet<T>(owner, $"GroupBySource {key}");
            Outlet.SetHandler(this);
        }

        internal TKey Key { get; }

        internal bool HasFirst { get; private set; }

        internal SubSourceOutlet<T> Outlet { get; }

        public void OnPull()
        {
            _owner.CancelTimer(this);
            if (HasFirst)
            {
                HasFirst = false;
                _owner._firstElementsWaiting--;
                Outlet.Push(_first);
                _first = default!;
            }
            else if (_owner._nextOwner == this)
            {
                _owner._nextOwner = null;
                Outlet.Push(_owner._next);
                _owner._next = default!;
                // Others may have asked while their elements were held up by this one.
                if (_owner.MustPull) _owner.Pull(In);
            }
            else if (_owner.MustPull)
            {
                _owner.Pull(In);
            }

            if (!_owner.IsClosed(In) || _owner._nextOwner == this) return;
            End();
            _owner.TryCompleteAll();
        }

        public void OnDownstreamFinish(Exception cause)
        {
            if (_owner._nextOwner == this) _owner._nextOwner = null;
            if (HasFirst) _owner._firstElementsWaiting--;
            End();
            if (_owner.IsClosed(Out) && _owner._open.Count == 0)
            {
                _owner.CancelStage(cause);
                return;
            }

            if (_owner.IsClosed(In)) _owner.TryCompleteAll();
            else if (_owner.MustPull) _owner.Pull(In);
        }

        private void End()
        {
            Outlet.Complete();
            _owner.CancelTimer(this);
            _owner._open.Remove(Key);
            if (!_owner.Reopens) _owner._closed.Add(Key);
        }
    }

    private bool Reopens => reopens;
}
