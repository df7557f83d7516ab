namespace Akka.Util;

/// <summary>A value, or why there is none.</summary>
public readonly struct Result<T> : IEquatable<Result<T>>
{
    private readonly T _value;

    /// <summary>A value.</summary>
    public Result(T value)
    {
        IsSuccess = true;
        _value = value;
        Exception = null;
    }

    /// <summary>A failure.</summary>
    public Result(Exception exception)
    {
        IsSuccess = false;
        _value = default!;
        Exception = exception;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess { get; }

    /// <summary>Why there is none; null when there is one.</summary>
    public Exception? Exception { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none; holds the failure.</exception>
    public T Value => IsSuccess ? _value : throw new InvalidOperationException("There is no value", Exception);

    /// <inheritdoc/>
    public bool Equals(Result<T> other) =>
        IsSuccess == other.IsSuccess && Equals(Exception, other.Exception) && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Result<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsSuccess, Exception, _value);

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(Result<T> x, Result<T> y) => x.Equals(y);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Result<T> x, Result<T> y) => !x.Equals(y);

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"Success ({_value})" : $"Failure ({Exception})";
}

/// <summary>Makes results.</summary>
public static class Result
{
    /// <summary>A value.</summary>
    public static Result<T> Success<T>(T value) => new(value);

    /// <summary>A failure.</summary>
    public static Result<T> Failure<T>(Exception exception) => new(exception);

    /// <summary>What became of a task that has ended.</summary>
    public static Result<T> FromTask<T>(Task<T> task) =>
        task.IsCompletedSuccessfully ? Success(task.Result) : Failure<T>((Exception?)task.Exception ?? new TaskCanceledException(task));

    /// <summary>What a function gives, or throws.</summary>
    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return Success(func());
        }
        catch (Exception e)
        {
            return Failure<T>(e);
        }
    }
}
