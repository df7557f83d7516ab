namespace Akka.Streams;

/// <summary>What a full buffer does with the next element.</summary>
public enum OverflowStrategy
{
    /// <summary>Drop the oldest element of the buffer.</summary>
    DropHead = 2,

    /// <summary>Drop the youngest element of the buffer.</summary>
    DropTail = 3,

    /// <summary>Drop the whole buffer.</summary>
    DropBuffer = 4,

    /// <summary>Drop the new element.</summary>
    DropNew = 5,

    /// <summary>Take no element until there is room.</summary>
    Backpressure = 6,

    /// <summary>Fail the stream with <see cref="BufferOverflowException"/>.</summary>
    Fail = 7,
}

/// <summary>What <c>Delay</c> does with an element when its buffer is full.</summary>
public enum DelayOverflowStrategy
{
    /// <summary>Emit the oldest element before its time.</summary>
    EmitEarly = 1,

    /// <summary>Drop the oldest element.</summary>
    DropHead = 2,

    /// <summary>Drop the youngest element.</summary>
    DropTail = 3,

    /// <summary>Drop the whole buffer.</summary>
    DropBuffer = 4,

    /// <summary>Drop the new element.</summary>
    DropNew = 5,

    /// <summary>Take no element until there is room.</summary>
    Backpressure = 6,

    /// <summary>Fail the stream with <see cref="BufferOverflowException"/>.</summary>
    Fail = 7,
}

/// <summary>How <c>Throttle</c> treats elements that come too fast.</summary>
public enum ThrottleMode
{
    /// <summary>Hold them back.</summary>
    Shaping,

    /// <summary>Fail the stream with <see cref="Implementation.RateExceededException"/>.</summary>
    Enforcing,
}
