using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Events of level debug.</summary>
public sealed class DebugFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Debug";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Events of level info.</summary>
public sealed class InfoFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Info";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Events of level warning.</summary>
public sealed class WarningFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null) : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Warning";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}

/// <summary>Events of level error, with or without an exception of a certain type.</summary>
/// <param name="exceptionType">The exception's type or a base of it; null for any error.</param>
/// <param name="messageMatcher">Matched with the event's text and with the exception's.</param>
/// <param name="sourceMatcher">Matched with the event's source.</param>
/// <param name="recurseInnerExceptions">Whether inner exceptions count.</param>
public sealed class ErrorFilter(Type? exceptionType, IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null, bool recurseInnerExceptions = false)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <summary>Any error that matches.</summary>
    public ErrorFilter(IStringMatcher? messageMatcher = null, IStringMatcher? sourceMatcher = null)
        : this(null, messageMatcher, sourceMatcher)
    {
    }

    /// <inheritdoc/>
    protected override string FilterDescriptiveName => exceptionType is null ? "Error" : $"Error with Cause <{exceptionType}>";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error error)
        {
            return false;
        }

        if (exceptionType is null)
        {
            return InternalDoMatch(error.LogSource, error.Message);
        }

        for (var cause = error.Cause; cause is not null; cause = recurseInnerExceptions ? cause.InnerException : null)
        {
            if (exceptionType.IsInstanceOfType(cause) && (InternalDoMatch(error.LogSource, error.Message) || InternalDoMatch(error.LogSource, cause.Message)))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The warnings that stand for dead letters.</summary>
/// <param name="messageMatcher">Matched with the message.</param>
/// <param name="sourceMatcher">Matched with the recipient's path.</param>
/// <param name="predicate">A further condition on the dead letter.</param>
public sealed class DeadLettersFilter(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher, Predicate<DeadLetter>? predicate = null)
    : EventFilterBase(messageMatcher, sourceMatcher)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "DeadLetter";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) =>
        evt is Warning { Message: DeadLetter letter } && (predicate is null || predicate(letter)) && InternalDoMatch(evt.LogSource, letter.Message);
}

/// <summary>Events for which a function says so.</summary>
public sealed class CustomEventFilter(Predicate<LogEvent> predicate) : EventFilterBase(null, null)
{
    /// <inheritdoc/>
    protected override string FilterDescriptiveName => "Custom";

    /// <inheritdoc/>
    protected override bool IsMatch(LogEvent evt) => predicate(evt);
}
