using Akka.Util;

namespace Akka.Streams.IO;

/// <summary>What became of reading or writing bytes: how many, and whether it went well.</summary>
public readonly struct IOResult
{
    private readonly Result<Done> _status;

    /// <summary>So many bytes, and what became of it.</summary>
    public IOResult(long count, Result<Done> status)
    {
        Count = count;
        _status = status;
    }

    /// <summary>Bytes that were read or written.</summary>
    public long Count { get; }

    /// <summary>Whether it went well.</summary>
    public bool WasSuccessful => _status.IsSuccess;

    /// <summary>Why it did not.</summary>
    /// <exception cref="NotSupportedException">It did.</exception>
    public Exception Error => _status.Exception ?? throw new NotSupportedException("IO operation was successful");

    /// <summary>So many bytes, and all went well.</summary>
    public static IOResult Success(long count) => new(count, Result.Success(Done.Instance));

    /// <summary>So many bytes, and then it failed.</summary>
    public static IOResult Failed(long count, Exception reason) => new(count, Result.Failure<Done>(reason));
}
