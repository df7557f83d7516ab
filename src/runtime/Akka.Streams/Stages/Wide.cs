using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>One element of each of several inlets of different types together.</summary>
/// <param name="shape">The ports.</param>
/// <param name="outlet">The only outlet.</param>
/// <param name="zip">Takes an element out of each inlet and combines them.</param>
/// <param name="attributes">Hold the decider for what <paramref name="zip"/> throws.</param>
internal sealed class ZipWideLogic<TOut> : OutGraphStageLogic
{
    private readonly int _inlets;
    private readonly Outlet<TOut> _outlet;
    private readonly Func<ZipWideLogic<TOut>, TOut> _zip;
    private readonly Supervision.Decider _decider;
    private int _missing;
    private bool _ending;

    internal ZipWideLogic(Shape shape, Outlet<TOut> outlet, Func<ZipWideLogic<TOut>, TOut> zip, Attributes attributes) : base(shape)
    {
        var inlets = shape.Inlets;
        _inlets = inlets.Length;
        _outlet = outlet;
        _zip = zip;
        _decider = attributes.Decider();
        for (var i = 0; i < _inlets; i++) SetHandler(inlets[i], new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(outlet, this);
    }

    public override void PreStart() => PullAll();

    public override void OnPull()
    {
        if (_missing == 0) PushAll();
    }

    internal T Take<T>(Inlet<T> inlet) => Grab(inlet);

    private void OnPush(int index)
    {
        if (--_missing == 0 && IsAvailable(_outlet)) PushAll();
    }

    private void OnFinish(int index)
    {
        // An element that waits for the others may still go out with them.
        if (!InletHasElement(index)) CompleteStage();
        _ending = true;
    }

    private void PushAll()
    {
        try
        {
            Push(_outlet, _zip(this));
        }
        catch (Exception e) when (_decider(e) != Supervision.Directive.Stop)
        {
            // These are dropped; the next ones are fetched below.
        }

        if (_ending) CompleteStage();
        else PullAll();
    }

    private void PullAll()
    {
        _missing = _inlets;
        for (var i = 0; i < _inlets && !IsClosed(_outlet); i++)
        {
            if (InletIsClosed(i))
            {
                CompleteStage();
                return;
            }

            PullInlet(i);
        }
    }
}

/// <summary>The parts of an element to several outlets of different types, as fast as the slowest.</summary>
/// <param name="shape">The ports.</param>
/// <param name="inlet">The only inlet.</param>
/// <param name="unzip">Takes the element apart and gives each outlet that is open its part.</param>
internal sealed class UnzipWideLogic<TIn> : InGraphStageLogic
{
    private readonly Inlet<TIn> _inlet;
    private readonly Action<UnzipWideLogic<TIn>, TIn> _unzip;
    private readonly bool[] _waiting;
    private int _pending;
    private int _running;

    internal UnzipWideLogic(Shape shape, Inlet<TIn> inlet, Action<UnzipWideLogic<TIn>, TIn> unzip) : base(shape)
    {
        var outlets = shape.Outlets;
        _inlet = inlet;
        _unzip = unzip;
        _pending = _running = outlets.Length;
        _waiting = new bool[_running];
        Array.Fill(_waiting, true);
        SetHandler(inlet, this);
        for (var i = 0; i < outlets.Length; i++) SetHandler(outlets[i], new IndexedOut(i, OnPull, OnFinish));
    }

    public override void OnPush()
    {
        var element = Grab(_inlet);
        for (var i = 0; i < _waiting.Length; i++) _waiting[i] = !OutletIsClosed(i);
        _pending = _running;
        _unzip(this, element);
    }

    internal void Give<T>(Outlet<T> outlet, T part)
    {
        if (!IsClosed(outlet)) Push(outlet, part);
    }

    private void OnPull(int index)
    {
        _waiting[index] = false;
        if (--_pending == 0) TryPull(_inlet);
    }

    private void OnFinish(int index, Exception cause)
    {
        if (--_running == 0)
        {
            CancelStage(cause);
            return;
        }

        if (!_waiting[index]) return;
        _waiting[index] = false;
        if (--_pending == 0 && !HasBeenPulled(_inlet)) TryPull(_inlet);
    }
}
