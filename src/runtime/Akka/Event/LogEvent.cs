using Akka.Actor;

namespace Akka.Event;

/// <summary>One entry of the log.</summary>
public abstract class LogEvent : INoSerializationVerificationNeeded
{
    private protected LogEvent(Exception? cause, string logSource, Type logClass, object message)
    {
        Timestamp = DateTime.UtcNow;
        Thread = Thread.CurrentThread;
        Cause = cause;
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    public Exception? Cause { get; }
    public DateTime Timestamp { get; }
    public Thread Thread { get; }
    public string LogSource { get; }
    public Type LogClass { get; }
    public object Message { get; }

    public abstract LogLevel LogLevel();

    public override string ToString()
    {
        var text = $"[{LogLevel().PrettyNameFor()}][{Timestamp:O}][Thread {Thread.ManagedThreadId:0000}][{LogSource}] {Message}";
        return Cause is null ? text : $"{text}{Environment.NewLine}Cause: {Cause}";
    }
}

public class Debug : LogEvent
{
    public Debug(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }
    public Debug(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}

public class Info : LogEvent
{
    public Info(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }
    public Info(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}

public class Warning : LogEvent
{
    public Warning(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }
    public Warning(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}

public class Error : LogEvent
{
    public Error(string logSource, Type logClass, object message) : this(null, logSource, logClass, message) { }
    public Error(Exception? cause, string logSource, Type logClass, object message) : base(cause, logSource, logClass, message) { }
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
