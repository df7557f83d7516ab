using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Zips of three to nine inlets of different types: one stage an arity, all alike.

/// <summary>One element of each of three inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, TOut>(Func<T0, T1, T2, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2)),
        inheritedAttributes);
}

/// <summary>One element of each of four inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, TOut>(Func<T0, T1, T2, T3, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3)),
        inheritedAttributes);
}

/// <summary>One element of each of five inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, T4, TOut>(Func<T0, T1, T2, T3, T4, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, T4, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, T4, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3), logic.Take(Shape.In4)),
        inheritedAttributes);
}

/// <summary>One element of each of six inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, T4, T5, TOut>(Func<T0, T1, T2, T3, T4, T5, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, T4, T5, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, T4, T5, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3), logic.Take(Shape.In4), logic.Take(Shape.In5)),
        inheritedAttributes);
}

/// <summary>One element of each of seven inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, T4, T5, T6, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, T4, T5, T6, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3), logic.Take(Shape.In4), logic.Take(Shape.In5), logic.Take(Shape.In6)),
        inheritedAttributes);
}

/// <summary>One element of each of eight inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, T4, T5, T6, T7, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, T7, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3), logic.Take(Shape.In4), logic.Take(Shape.In5), logic.Take(Shape.In6), logic.Take(Shape.In7)),
        inheritedAttributes);
}

/// <summary>One element of each of nine inlets, combined.</summary>
public sealed class ZipWith<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut> zipper) : GraphStage<FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>>
{
    /// <inheritdoc/>
    public override FanInShape<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut> Shape { get; } = new("ZipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new ZipWideLogic<TOut>(
        Shape, Shape.Out,
        logic => zipper(logic.Take(Shape.In0), logic.Take(Shape.In1), logic.Take(Shape.In2), logic.Take(Shape.In3), logic.Take(Shape.In4), logic.Take(Shape.In5), logic.Take(Shape.In6), logic.Take(Shape.In7), logic.Take(Shape.In8)),
        inheritedAttributes);
}

/// <summary>Makes the stages that combine inlets.</summary>
public static class ZipWith
{
    /// <summary>Combines two inlets.</summary>
    public static ZipWith<T1, T2, TOut> Apply<T1, T2, TOut>(Func<T1, T2, TOut> zipper) => new(zipper);

    /// <summary>Combines three inlets.</summary>
    public static ZipWith<T0, T1, T2, TOut> Apply<T0, T1, T2, TOut>(Func<T0, T1, T2, TOut> zipper) => new(zipper);

    /// <summary>Combines four inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, TOut> Apply<T0, T1, T2, T3, TOut>(Func<T0, T1, T2, T3, TOut> zipper) => new(zipper);

    /// <summary>Combines five inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, T4, TOut> Apply<T0, T1, T2, T3, T4, TOut>(Func<T0, T1, T2, T3, T4, TOut> zipper) => new(zipper);

    /// <summary>Combines six inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, T4, T5, TOut> Apply<T0, T1, T2, T3, T4, T5, TOut>(Func<T0, T1, T2, T3, T4, T5, TOut> zipper) => new(zipper);

    /// <summary>Combines seven inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, T4, T5, T6, TOut> Apply<T0, T1, T2, T3, T4, T5, T6, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, TOut> zipper) => new(zipper);

    /// <summary>Combines eight inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, T4, T5, T6, T7, TOut> Apply<T0, T1, T2, T3, T4, T5, T6, T7, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, T7, TOut> zipper) => new(zipper);

    /// <summary>Combines nine inlets.</summary>
    public static ZipWith<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut> Apply<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut>(Func<T0, T1, T2, T3, T4, T5, T6, T7, T8, TOut> zipper) => new(zipper);
}
