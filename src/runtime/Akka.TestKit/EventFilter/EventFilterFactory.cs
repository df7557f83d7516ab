using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Makes filters for log events: <c>EventFilter.Warning(contains: "slow").ExpectOne(() => …)</c>.</summary>
/// <remarks>A text is chosen by the first that is given of: the whole <c>message</c>, its <c>start</c>, a part it <c>contains</c>.</remarks>
public sealed class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem? _system;
    private readonly EventFilterBase[] _filters;

    /// <summary>Filters for the test's system.</summary>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, null, [])
    {
    }

    /// <summary>Filters for another system.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem? system, EventFilterBase[] filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    /// <summary>Errors with a cause of type <typeparamref name="TException"/> whose text matches.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors with a cause of type <paramref name="exceptionType"/> whose text matches.</summary>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Applier(new ErrorFilter(exceptionType, new RegexMatcher(pattern), Source(source), checkInnerExceptions));

    /// <summary>Errors with a cause of type <typeparamref name="TException"/>, further chosen by text and source.</summary>
    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source, checkInnerExceptions);

    /// <summary>Errors with a cause of type <paramref name="exceptionType"/>, further chosen by text and source.</summary>
    public IEventFilterApplier Exception(Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Applier(new ErrorFilter(exceptionType, Text(message, start, contains), Source(source), checkInnerExceptions));

    /// <summary>Errors, chosen by text and source.</summary>
    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new ErrorFilter(Text(message, start, contains), Source(source)));

    /// <summary>Errors whose text matches.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) => Applier(new ErrorFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Warnings, chosen by text and source.</summary>
    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new WarningFilter(Text(message, start, contains), Source(source)));

    /// <summary>Warnings whose text matches.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Applier(new WarningFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Events of level info, chosen by text and source.</summary>
    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new InfoFilter(Text(message, start, contains), Source(source)));

    /// <summary>Events of level info whose text matches.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) => Applier(new InfoFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Events of level debug, chosen by text and source.</summary>
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Applier(new DebugFilter(Text(message, start, contains), Source(source)));

    /// <summary>Events of level debug whose text matches.</summary>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Applier(new DebugFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Events of a level, chosen by text and source.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(message, start, contains, source),
        LogLevel.InfoLevel => Info(message, start, contains, source),
        LogLevel.WarningLevel => Warning(message, start, contains, source),
        _ => Error(message, start, contains, source),
    };

    /// <summary>Events of a level whose text matches.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(pattern, source),
        LogLevel.InfoLevel => Info(pattern, source),
        LogLevel.WarningLevel => Warning(pattern, source),
        _ => Error(pattern, source),
    };

    /// <summary>Dead letters.</summary>
    public IEventFilterApplier DeadLetter() => Applier(new DeadLettersFilter(null, null));

    /// <summary>Dead letters with a message of type <typeparamref name="TMessage"/>.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        Applier(new DeadLettersFilter(null, Source(source), static letter => letter.Message is TMessage));

    /// <summary>Dead letters with a message of type <typeparamref name="TMessage"/> that fits.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        Applier(new DeadLettersFilter(null, Source(source), letter => letter.Message is TMessage message && isMatch(message)));

    /// <summary>Dead letters with a message of type <paramref name="type"/>.</summary>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        Applier(new DeadLettersFilter(null, Source(source), letter => type.IsInstanceOfType(letter.Message)));

    /// <summary>Events for which the function says so.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Applier(new CustomEventFilter(predicate));

    /// <summary>Events of type <typeparamref name="TLogEvent"/> for which the function says so.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Custom(logEvent => logEvent is TLogEvent typed && predicate(typed));

    private static IStringMatcher? Text(string? message, string? start, string? contains) =>
        message is not null ? new EqualsString(message)
        : start is not null ? new StartsWithString(start)
        : contains is not null ? new ContainsString(contains)
        : null;

    private static EqualsStringAndPathMatcher? Source(string? source) => source is null ? null : new EqualsStringAndPathMatcher(source);

    private EventFilterApplier Applier(EventFilterBase filter) => new(_testkit, _system ?? _testkit.Sys, [.. _filters, filter]);
}
