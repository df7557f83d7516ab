using Akka.Streams.Stage;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Dsl;

// Unzips to two to seven outlets of different types: one stage an arity, all alike.

/// <summary>Takes each element apart into two parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1>(Func<TIn, (T0, T1)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
    });
}

/// <summary>Takes each element apart into three parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1, T2>(Func<TIn, (T0, T1, T2)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1, T2>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1, T2> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
        logic.Give(Shape.Out2, parts.Item3);
    });
}

/// <summary>Takes each element apart into four parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1, T2, T3>(Func<TIn, (T0, T1, T2, T3)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1, T2, T3>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1, T2, T3> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
        logic.Give(Shape.Out2, parts.Item3);
        logic.Give(Shape.Out3, parts.Item4);
    });
}

/// <summary>Takes each element apart into five parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1, T2, T3, T4>(Func<TIn, (T0, T1, T2, T3, T4)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1, T2, T3, T4> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
        logic.Give(Shape.Out2, parts.Item3);
        logic.Give(Shape.Out3, parts.Item4);
        logic.Give(Shape.Out4, parts.Item5);
    });
}

/// <summary>Takes each element apart into six parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1, T2, T3, T4, T5>(Func<TIn, (T0, T1, T2, T3, T4, T5)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4, T5>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1, T2, T3, T4, T5> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
        logic.Give(Shape.Out2, parts.Item3);
        logic.Give(Shape.Out3, parts.Item4);
        logic.Give(Shape.Out4, parts.Item5);
        logic.Give(Shape.Out5, parts.Item6);
    });
}

/// <summary>Takes each element apart into seven parts, one an outlet.</summary>
public sealed class UnzipWith<TIn, T0, T1, T2, T3, T4, T5, T6>(Func<TIn, (T0, T1, T2, T3, T4, T5, T6)> unzipper) : GraphStage<FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6>>
{
    /// <inheritdoc/>
    public override FanOutShape<TIn, T0, T1, T2, T3, T4, T5, T6> Shape { get; } = new("UnzipWith");

    /// <inheritdoc/>
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new UnzipWideLogic<TIn>(Shape, Shape.In, (logic, element) =>
    {
        var parts = unzipper(element);
        logic.Give(Shape.Out0, parts.Item1);
        logic.Give(Shape.Out1, parts.Item2);
        logic.Give(Shape.Out2, parts.Item3);
        logic.Give(Shape.Out3, parts.Item4);
        logic.Give(Shape.Out4, parts.Item5);
        logic.Give(Shape.Out5, parts.Item6);
        logic.Give(Shape.Out6, parts.Item7);
    });
}

/// <summary>Makes the stages that take elements apart.</summary>
public static class UnzipWith
{
    /// <summary>Into two parts.</summary>
    public static UnzipWith<TIn, T0, T1> Apply<TIn, T0, T1>(Func<TIn, (T0, T1)> unzipper) => new(unzipper);

    /// <summary>Into three parts.</summary>
    public static UnzipWith<TIn, T0, T1, T2> Apply<TIn, T0, T1, T2>(Func<TIn, (T0, T1, T2)> unzipper) => new(unzipper);

    /// <summary>Into four parts.</summary>
    public static UnzipWith<TIn, T0, T1, T2, T3> Apply<TIn, T0, T1, T2, T3>(Func<TIn, (T0, T1, T2, T3)> unzipper) => new(unzipper);

    /// <summary>Into five parts.</summary>
    public static UnzipWith<TIn, T0, T1, T2, T3, T4> Apply<TIn, T0, T1, T2, T3, T4>(Func<TIn, (T0, T1, T2, T3, T4)> unzipper) => new(unzipper);

    /// <summary>Into six parts.</summary>
    public static UnzipWith<TIn, T0, T1, T2, T3, T4, T5> Apply<TIn, T0, T1, T2, T3, T4, T5>(Func<TIn, (T0, T1, T2, T3, T4, T5)> unzipper) => new(unzipper);

    /// <summary>Into seven parts.</summary>
    public static UnzipWith<TIn, T0, T1, T2, T3, T4, T5, T6> Apply<TIn, T0, T1, T2, T3, T4, T5, T6>(Func<TIn, (T0, T1, T2, T3, T4, T5, T6)> unzipper) => new(unzipper);
}
