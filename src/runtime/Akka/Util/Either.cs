namespace Akka.Util;

/// <summary>One of two values.</summary>
public abstract class Either<TA, TB>
{
    private protected Either(TA left, TB right)
    {
        Left = left;
        Right = right;
    }

    /// <summary>Whether it is the first.</summary>
    public abstract bool IsLeft { get; }

    /// <summary>Whether it is the second.</summary>
    public abstract bool IsRight { get; }

    /// <summary>The second value.</summary>
    protected TB Right { get; }

    /// <summary>The first value.</summary>
    protected TA Left { get; }

    /// <summary>The value, whichever it is.</summary>
    public object? Value => IsLeft ? Left : Right;

    /// <summary>This, read as the second.</summary>
    public Right<TA, TB> ToRight() => new(Right);

    /// <summary>This, read as the first.</summary>
    public Left<TA, TB> ToLeft() => new(Left);

    /// <summary>Maps whichever value there is.</summary>
    public Either<TRes1, TRes2> Map<TRes1, TRes2>(Func<TA, TRes1> map1, Func<TB, TRes2> map2) =>
        IsLeft ? new Left<TRes1, TRes2>(map1(Left)) : new Right<TRes1, TRes2>(map2(Right));

    /// <summary>Maps the first value, if it is that.</summary>
    public Either<TRes, TB> MapLeft<TRes>(Func<TA, TRes> map) => Map(map, static x => x);

    /// <summary>Maps the second value, if it is that.</summary>
    public Either<TA, TRes> MapRight<TRes>(Func<TB, TRes> map) => Map(static x => x, map);

    /// <summary>The value, mapped to one type.</summary>
    public TRes Fold<TRes>(Func<TA, TRes> left, Func<TB, TRes> right) => IsLeft ? left(Left) : right(Right);

    /// <summary>A first value.</summary>
    public static implicit operator Either<TA, TB>(Left<TA> left) => new Left<TA, TB>(left.Value);

    /// <summary>A second value.</summary>
    public static implicit operator Either<TA, TB>(Right<TB> right) => new Right<TA, TB>(right.Value);
}

/// <summary>Makes values of <see cref="Either{TA, TB}"/>.</summary>
public static class Either
{
    /// <summary>A first value.</summary>
    public static Left<T> Left<T>(T value) => new(value);

    /// <summary>A second value.</summary>
    public static Right<T> Right<T>(T value) => new(value);
}

/// <summary>A second value whose other type is still open.</summary>
public class Right<T>(T value)
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <summary>Whether it is the second.</summary>
    public bool IsRight => true;
}

/// <summary>The second of two.</summary>
public class Right<TA, TB>(TB b) : Either<TA, TB>(default!, b)
{
    /// <inheritdoc/>
    public override bool IsLeft => false;

    /// <inheritdoc/>
    public override bool IsRight => true;

    /// <summary>The value.</summary>
    public new TB Value => Right;
}

/// <summary>A first value whose other type is still open.</summary>
public class Left<T>(T value)
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <summary>Whether it is the first.</summary>
    public bool IsLeft => true;
}

/// <summary>The first of two.</summary>
public class Left<TA, TB>(TA a) : Either<TA, TB>(a, default!)
{
    /// <inheritdoc/>
    public override bool IsLeft => true;

    /// <inheritdoc/>
    public override bool IsRight => false;

    /// <summary>The value.</summary>
    public new TA Value => Left;
}
