namespace Akka.Streams.Stage;

public abstract partial class GraphStageLogic
{
    /// <summary>Pulls one element and hands it to <paramref name="andThen"/>; meanwhile the inlet's own handler rests.</summary>
    /// <param name="inlet">The inlet; closed already means that <paramref name="onClose"/> runs at once.</param>
    /// <param name="andThen">Receives the element.</param>
    /// <param name="onClose">Runs when the inlet completes first; then the inlet's own handler hears of it too.</param>
    protected internal void Read<T>(Inlet<T> inlet, Action<T> andThen, Action onClose)
    {
        if (IsAvailable(inlet)) andThen(Grab(inlet));
        else if (IsClosed(inlet)) onClose();
        else
        {
            RequireNotReading(inlet);
            if (!HasBeenPulled(inlet)) Pull(inlet);
            SetHandler(inlet, new Reading<T>(this, inlet, 1, GetHandler(inlet), andThen, onClose));
        }
    }

    /// <summary>Pulls <paramref name="n"/> elements and hands them over together.</summary>
    /// <param name="inlet">The inlet.</param>
    /// <param name="n">How many; 0 hands over an empty list at once.</param>
    /// <param name="andThen">Receives the <paramref name="n"/> elements.</param>
    /// <param name="onComplete">Receives what had come when the inlet closed before the last.</param>
    protected internal void ReadMany<T>(Inlet<T> inlet, int n, Action<IEnumerable<T>> andThen, Action<IEnumerable<T>> onComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var elements = new List<T>(n);
        if (n == 0)
        {
            andThen(elements);
            return;
        }

        if (IsAvailable(inlet))
        {
            elements.Add(Grab(inlet));
            if (elements.Count == n)
            {
                andThen(elements);
                return;
            }
        }

        if (IsClosed(inlet))
        {
            onComplete(elements);
            return;
        }

        RequireNotReading(inlet);
        if (!HasBeenPulled(inlet)) Pull(inlet);
        SetHandler(inlet, new Reading<T>(this, inlet, n - elements.Count, GetHandler(inlet), element =>
        {
            elements.Add(element);
            if (elements.Count == n) andThen(elements);
        }, () => onComplete(elements)));
    }

    /// <summary>Gives the inlet back to its handler.</summary>
    protected void AbortReading<T>(Inlet<T> inlet)
    {
        if (GetHandler(inlet) is Reading<T> reading) SetHandler(inlet, reading.Previous);
    }

    /// <summary>From now on every element of <paramref name="from"/> is emitted through <paramref name="to"/>.</summary>
    /// <param name="from">The inlet; its handler is replaced for good.</param>
    /// <param name="to">The outlet.</param>
    /// <param name="doFinish">Whether completion of the inlet completes the stage.</param>
    /// <param name="doFail">Whether failure of the inlet fails the stage.</param>
    /// <param name="doPull">Whether to pull the inlet now.</param>
    protected void PassAlong<TOut, TIn>(Inlet<TIn> from, Outlet<TOut> to, bool doFinish = true, bool doFail = true, bool doPull = false) where TIn : TOut
    {
        var handler = new PassAlongHandler<TOut, TIn>(this, from, to, doFinish, doFail);
        if (IsAvailable(from)) Emit(to, Grab(from), handler.PullAgain);
        if (doFinish && IsClosed(from)) CompleteStage();
        SetHandler(from, handler);
        if (doPull) TryPull(from);
    }

    private void RequireNotReading<T>(Inlet<T> inlet)
    {
        if (GetHandler(inlet) is Reading<T>) throw new Pattern.IllegalStateException("already reading on inlet " + inlet);
    }

    private sealed class Reading<T>(GraphStageLogic logic, Inlet<T> inlet, int n, IInHandler previous, Action<T> andThen, Action onClose) : IInHandler
    {
        private int _left = n;

        internal IInHandler Previous => previous;

        public void OnPush()
        {
            var element = logic.Grab(inlet);
            if (--_left > 0) logic.Pull(inlet);
            else logic.SetHandler(inlet, previous);
            andThen(element);
        }

        public void OnUpstreamFinish()
        {
            logic.SetHandler(inlet, previous);
            onClose();
            previous.OnUpstreamFinish();
        }

        public void OnUpstreamFailure(Exception e)
        {
            logic.SetHandler(inlet, previous);
            previous.OnUpstreamFailure(e);
        }
    }

    private sealed class PassAlongHandler<TOut, TIn>(GraphStageLogic logic, Inlet<TIn> from, Outlet<TOut> to, bool doFinish, bool doFail) : IInHandler
        where TIn : TOut
    {
        internal void PullAgain() => logic.TryPull(from);

        public void OnPush() => logic.Emit(to, logic.Grab(from), PullAgain);

        public void OnUpstreamFinish()
        {
            if (doFinish) logic.CompleteStage();
        }

        public void OnUpstreamFailure(Exception e)
        {
            if (doFail) logic.FailStage(e);
        }
    }
}
