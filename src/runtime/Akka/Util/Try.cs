namespace Akka.Util;

/// <summary>What became of an operation: a value, or the exception it ended with.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Try<T>
{
    /// <summary>A value.</summary>
    public Try(T success)
    {
        Success = new Option<T>(success);
        IsSuccess = true;
    }

    /// <summary>A failure.</summary>
    public Try(Exception failure) => Failure = new Option<Exception>(failure);

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess { get; }

    /// <summary>The value; none after a failure.</summary>
    public Option<T> Success { get; }

    /// <summary>Why there is no value; none when there is one.</summary>
    public Option<Exception> Failure { get; }

    /// <summary>What a function gives, or throws.</summary>
    public static Try<T> From(Func<T> func)
    {
        try
        {
            return new Try<T>(func());
        }
        catch (Exception e)
        {
            return new Try<T>(e);
        }
    }

    /// <summary>The value.</summary>
    /// <exception cref="Exception">There is none: the failure itself.</exception>
    public T Get() => IsSuccess ? Success.Value : throw Failure.Value;

    /// <summary>The value, or what <paramref name="fallback"/> gives instead.</summary>
    public T GetOrElse(Func<T> fallback) => IsSuccess ? Success.Value : fallback();

    /// <summary>This when there is a value, else another.</summary>
    public Try<T> OrElse(Try<T> @default) => IsSuccess ? this : @default;

    /// <summary>This when there is a value, else what is made of the failure.</summary>
    public Try<T> RecoverWith(Func<Exception, Try<T>> recover)
    {
        if (IsSuccess) return this;
        try
        {
            return recover(Failure.Value);
        }
        catch (Exception e)
        {
            return new Try<T>(e);
        }
    }

    /// <summary>Looks at the failure, if there is one.</summary>
    public Try<T> Recover(Action<Exception> failureHandler)
    {
        if (!IsSuccess) failureHandler(Failure.Value);
        return this;
    }

    /// <summary>A value.</summary>
    public static implicit operator Try<T>(T value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"Success ({Success.Value})" : $"Failure ({Failure.Value})";
}
