using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>Names a source of log entries.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    public string Source { get; }
    public Type Type { get; }

    public static LogSource Create(object o) => o switch
    {
        IActorContext context => new LogSource(context.Self.Path.ToString(), context.Props.Type),
        IActorRef actor => new LogSource(actor.Path.ToString(), typeof(ActorBase)),
        string text => new LogSource(text, typeof(string)),
        ActorSystem system => new LogSource(system.ToString()!, typeof(ActorSystem)),
        global::System.Type type => new LogSource(type.Name, type),
        _ => new LogSource(o.GetType().Name, o.GetType()),
    };

    public static LogSource Create(object o, ActorSystem system)
    {
        var source = Create(o);
        return o is string or global::System.Type ? new LogSource($"{source.Source}({system})", source.Type) : source;
    }

    public static string FromActor(IActorContext actor, ActorSystem system) => actor.Self.Path.ToString();
}

/// <summary>Gets loggers and reads levels.</summary>
public static class Logging
{
    /// <summary>The logger of last resort.</summary>
    public static readonly MinimalLogger StandardOutLogger = new StandardOutLogger();

    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        var type = ActorCell.Current is { Actor: { } actor } cell && ReferenceEquals(cell, context) ? actor.GetType() : context.Props.Type;
        return new BusLogging(context.System.EventStream, context.Self.Path.ToString(), type, logMessageFormatter ?? context.System.Settings.LogFormatter);
    }

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(system.EventStream, source.Source, source.Type, logMessageFormatter ?? system.Settings.LogFormatter);
    }

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(loggingBus, source.Source, source.Type, logMessageFormatter ?? SemanticLogMessageFormatter.Instance);
    }

    internal static bool IsOff(string level) => level.Equals("OFF", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">No such level.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" or "WARN" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => LogLevel.ErrorLevel,
        _ => throw new ArgumentException($"""Unknown LogLevel: "{logLevel}". Valid values are: "Debug", "Info", "Warning", "Error" and "Off".""", nameof(logLevel)),
    };

    public static LogLevel LogLevelFor<T>() where T : LogEvent =>
        typeof(T) == typeof(Debug) ? LogLevel.DebugLevel
        : typeof(T) == typeof(Info) ? LogLevel.InfoLevel
        : typeof(T) == typeof(Warning) ? LogLevel.WarningLevel
        : typeof(T) == typeof(Error) ? LogLevel.ErrorLevel
        : throw new ArgumentException($"Unknown LogEvent type: {typeof(T)}");

    public static string StringFor(this LogLevel logLevel) => logLevel.PrettyNameFor();
    internal static string PrettyNameFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        _ => "OFF",
    };
}
