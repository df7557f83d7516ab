namespace Akka.Event;

/// <summary>Where an actor writes its log; thread-safe.</summary>
public interface ILoggingAdapter
{
    ILogMessageFormatter Formatter { get; }
    bool IsDebugEnabled { get; }
    bool IsInfoEnabled { get; }
    bool IsWarningEnabled { get; }
    bool IsErrorEnabled { get; }
    bool IsEnabled(LogLevel logLevel);
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);
    void Log(LogLevel logLevel, Exception? cause, string format);
}

/// <summary>Maps levels to the four notifications.</summary>
public abstract class LoggingAdapterBase : ILoggingAdapter
{
    protected LoggingAdapterBase(ILogMessageFormatter logMessageFormatter) => Formatter = logMessageFormatter;

    public ILogMessageFormatter Formatter { get; }
    public abstract bool IsDebugEnabled { get; }
    public abstract bool IsInfoEnabled { get; }
    public abstract bool IsWarningEnabled { get; }
    public abstract bool IsErrorEnabled { get; }

    public bool IsEnabled(LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => IsDebugEnabled,
        LogLevel.InfoLevel => IsInfoEnabled,
        LogLevel.WarningLevel => IsWarningEnabled,
        _ => IsErrorEnabled,
    };

    protected abstract void NotifyLog(LogLevel logLevel, object message, Exception? cause = null);

    public void Log(LogLevel logLevel, Exception? cause, LogMessage message)
    {
        if (IsEnabled(logLevel)) NotifyLog(logLevel, message, cause);
    }

    public void Log(LogLevel logLevel, Exception? cause, string format)
    {
        if (IsEnabled(logLevel)) NotifyLog(logLevel, format, cause);
    }
}

/// <summary>Publishes to the logging bus.</summary>
public sealed class BusLogging : LoggingAdapterBase
{
    private readonly LoggingBus _bus;

    public BusLogging(LoggingBus bus, string logSource, Type logClass, ILogMessageFormatter logMessageFormatter) : base(logMessageFormatter)
    {
        _bus = bus;
        LogSource = logSource;
        LogClass = logClass;
    }

    public string LogSource { get; }
    public Type LogClass { get; }
    public override bool IsDebugEnabled => _bus.LogLevel <= LogLevel.DebugLevel;
    public override bool IsInfoEnabled => _bus.LogLevel <= LogLevel.InfoLevel;
    public override bool IsWarningEnabled => _bus.LogLevel <= LogLevel.WarningLevel;
    public override bool IsErrorEnabled => _bus.LogLevel <= LogLevel.ErrorLevel;

    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) => _bus.PublishLog(logLevel switch
    {
        LogLevel.DebugLevel => new Debug(cause, LogSource, LogClass, message),
        LogLevel.InfoLevel => new Info(cause, LogSource, LogClass, message),
        LogLevel.WarningLevel => new Warning(cause, LogSource, LogClass, message),
        _ => new Error(cause, LogSource, LogClass, message),
    });
}

/// <summary>Swallows everything.</summary>
public sealed class NoLogger : LoggingAdapterBase
{
    public static readonly ILoggingAdapter Instance = new NoLogger();
    private NoLogger() : base(DefaultLogMessageFormatter.Instance) { }
    public override bool IsDebugEnabled => false;
    public override bool IsInfoEnabled => false;
    public override bool IsWarningEnabled => false;
    public override bool IsErrorEnabled => false;
    protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) { }
}
