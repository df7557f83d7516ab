using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>A new sub-stream before, or after, each element that matches. At most one sub-stream is open.</summary>
internal sealed class SplitLogic<T>(Func<T, bool> predicate, bool after, bool propagatesCancel) : FlowLogic<T, Source<T, NotUsed>>
{
    private static readonly object SubscriptionTimer = new();

    private Substream? _substream;
    private bool _unannounced;   // the sub-stream waits for demand for sub-streams

    private TimeSpan SubscriptionTimeout => Interpreter.Materializer.Settings.SubscriptionTimeoutSettings.Timeout;

    public override void OnPush()
    {
        var element = Grab(In);
        if (_substream is null)
        {
            Begin(element);
            return;
        }

        bool matches;
        try
        {
            matches = predicate(element);
        }
        catch (Exception e)
        {
            OnUpstreamFailure(e);
            return;
        }

        if (!matches)
        {
            if (_substream.IsCancelled) Pull(In);
            else _substream.Outlet.Push(element);
            return;
        }

        if (!_substream.IsCancelled)
        {
            if (after) _substream.Outlet.Push(element);
            _substream.Outlet.Complete();
        }

        CancelTimer(SubscriptionTimer);
        _substream = null;
        if (IsClosed(Out)) CompleteStage();
        else if (after) Pull(In);
        else Open(element);
    }

    public override void OnPull()
    {
        // After a split the sub-stream that ended may have pulled already.
        if (_substream is null)
        {
            if (!HasBeenPulled(In)) TryPull(In);
        }
        else if (_unannounced)
        {
            Announce();
        }
    }

    public override void OnUpstreamFinish()
    {
        if (_substream is not { } substream)
        {
            CompleteStage();
        }
        else if (substream.HasFirst)
        {
            substream.EndsWithFirst = true;
        }
        else
        {
            substream.Outlet.Complete();
            CompleteStage();
        }
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _substream?.Outlet.Fail(e);
        FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        // A sub-stream that was handed out goes on to its end.
        if (_substream is null || _unannounced || _substream.IsCancelled) CancelStage(cause);
    }

    protected internal override void OnTimer(object timerKey) => _substream?.Outlet.Timeout(SubscriptionTimeout);

    private void Begin(T element)
    {
        bool alone;
        try
        {
            alone = after && predicate(element);
        }
        catch (Exception e)
        {
            FailStage(e);
            return;
        }

        if (alone && IsAvailable(Out)) Push(Out, Source.Single(element));
        else Open(element);
        if (alone && _substream is not null) _substream.EndsWithFirst = true;
    }

    private void Open(T first)
    {
        _substream = new Substream(this, first);
        SetKeepGoing(true);
        if (IsAvailable(Out)) Announce();
        else _unannounced = true;
    }

    private void Announce()
    {
        _unannounced = false;
        Push(Out, Source.FromGraph(_substream!.Outlet.Source));
        ScheduleOnce(SubscriptionTimer, SubscriptionTimeout);
    }

    private sealed class Substream : IOutHandler
    {
        private readonly SplitLogic<T> _owner;
        private T _first;

        internal Substream(SplitLogic<T> owner, T first)
        {
            _owner = owner;
            _first = first;
            HasFirst = true;
            Outlet = new SubSourceOutlet<T>(owner, "SplitSource");
            Outlet.SetHandler(this);
        }

        internal SubSourceOutlet<T> Outlet { get; }

        internal bool HasFirst { get; private set; }

        /// <summary>Nothing comes after the first element.</summary>
        internal bool EndsWithFirst { get; set; }

        internal bool IsCancelled { get; private set; }

        public void OnPull()
        {
            _owner.CancelTimer(SubscriptionTimer);
            if (!HasFirst)
            {
                _owner.Pull(In);
                return;
            }

            HasFirst = false;
            Outlet.Push(_first);
            _first = default!;
            _owner.SetKeepGoing(false);
            if (!EndsWithFirst) return;
            Outlet.Complete();
            _owner._substream = null;
            if (_owner.IsClosed(In) || _owner.IsClosed(Out)) _owner.CompleteStage();
            else if (!_owner.HasBeenPulled(In)) _owner.Pull(In);
        }

        public void OnDownstreamFinish(Exception cause)
        {
            IsCancelled = true;
            if (_owner.IsClosed(In) || _owner.IsClosed(Out) || _owner.PropagatesCancel) _owner.CancelStage(cause);
            else if (!_owner.HasBeenPulled(In)) _owner.Pull(In);
        }

    }

    private bool PropagatesCancel => propagatesCancel;
}
