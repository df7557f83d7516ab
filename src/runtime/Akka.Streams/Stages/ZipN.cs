using System.Collections.Immutable;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>One element of each of many inlets together.</summary>
internal sealed class ZipNLogic<TIn, TOut> : OutGraphStageLogic
{
    private readonly UniformFanInShape<TIn, TOut> _shape;
    private readonly Func<IImmutableList<TIn>, TOut> _zip;
    private readonly Supervision.Decider _decider;
    private int _missing;
    private bool _ending;

    internal ZipNLogic(UniformFanInShape<TIn, TOut> shape, Func<IImmutableList<TIn>, TOut> zip, Attributes attributes) : base(shape)
    {
        _shape = shape;
        _zip = zip;
        _decider = attributes.Decider();
        for (var i = 0; i < shape.Inlets.Length; i++) SetHandler(shape.In(i), new IndexedIn(i, OnPush, OnFinish, FailStage));
        SetHandler(shape.Out, this);
    }

    public override void PreStart() => PullAll();

    public override void OnPull()
    {
        if (_missing == 0) PushAll();
    }

    private void OnPush(int index)
    {
        if (--_missing == 0 && IsAvailable(_shape.Out)) PushAll();
    }

    private void OnFinish(int index)
    {
        // An element that waits for the others may still go out with them.
        if (!IsAvailable(_shape.In(index))) CompleteStage();
        _ending = true;
    }

    private void PushAll()
    {
        try
        {
            var elements = ImmutableList.CreateBuilder<TIn>();
            for (var i = 0; i < _shape.Inlets.Length; i++) elements.Add(Grab(_shape.In(i)));
            Push(_shape.Out, _zip(elements.ToImmutable()));
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
        _missing = _shape.Inlets.Length;
        for (var i = 0; i < _missing; i++) Pull(_shape.In(i));
    }
}

/// <summary>The smaller of two waiting elements.</summary>
internal sealed class MergeSortedLogic<T> : GraphStageLogic
{
    private readonly FanInShape<T, T, T> _shape;
    private readonly Func<T, T, int> _compare;
    private T _left = default!;
    private T _right = default!;

    internal MergeSortedLogic(FanInShape<T, T, T> shape, Func<T, T, int> compare) : base(shape)
    {
        _shape = shape;
        _compare = compare;
        SetHandler(shape.In0, IgnoreTerminateInput);
        SetHandler(shape.In1, IgnoreTerminateInput);
        SetHandler(shape.Out, EagerTerminateOutput);
    }

    public override void PreStart() => Read(
        _shape.In0,
        left =>
        {
            _left = left;
            ReadRight();
        },
        () => PassAlong(_shape.In1, _shape.Out, doPull: true));

    private void ReadRight() => Read(_shape.In1, right => Dispatch(_left, right), () => Emit(_shape.Out, _left, () => PassAlong(_shape.In0, _shape.Out, doPull: true)));

    private void ReadLeft() => Read(_shape.In0, left => Dispatch(left, _right), () => Emit(_shape.Out, _right, () => PassAlong(_shape.In1, _shape.Out, doPull: true)));

    private void Dispatch(T left, T right)
    {
        if (_compare(left, right) < 0)
        {
            _right = right;
            Emit(_shape.Out, left, ReadLeft);
        }
        else
        {
            _left = left;
            Emit(_shape.Out, right, ReadRight);
        }
    }
}
