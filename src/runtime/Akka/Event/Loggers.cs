using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The first message of a logger; it answers with <see cref="LoggerInitialized"/> and subscribes to what it wants beyond log events.</summary>
public class InitializeLogger : INoSerializationVerificationNeeded
{
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;
    public LoggingBus LoggingBus { get; }
}

/// <summary>A logger is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>A logger that is a bare reference, so that it works without a running system.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private static readonly ActorPath LoggerPath = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");
    public sealed override ActorPath Path => LoggerPath;

    protected sealed override void TellInternal(object message, IActorRef? sender) => Log(message ?? throw new ArgumentNullException(nameof(message)));

    protected abstract void Log(object message);
}

/// <summary>Prints to standard output, errors in colour when it is a terminal.</summary>
public class StandardOutLogger : MinimalLogger
{
    public static bool UseColors { get; set; } = true;
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    protected override void Log(object message)
    {
        if (message is LogEvent entry) PrintLogEvent(entry);
        else Console.WriteLine(message);
    }

    internal static void PrintLogEvent(LogEvent entry)
    {
        string text;
        try
        {
            text = entry.ToString();
        }
        catch (FormatException e)
        {
            text = $"[{entry.LogLevel().PrettyNameFor()}][{entry.LogSource}] Failed to format log message: {(entry.Message as LogMessage)?.Unformatted() ?? entry.Message} ({e.Message})";
        }

        if (!UseColors || Console.IsOutputRedirected)
        {
            Console.WriteLine(text);
            return;
        }
        lock (Console.Out)
        {
            Console.ForegroundColor = entry.LogLevel() switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.WriteLine(text);
            Console.ResetColor();
        }
    }
}

/// <summary>The default for <c>akka.loggers</c>: prints what it gets.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly LogFilterEvaluator _filter = Context.System.Settings.LogFilter;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger: Sender.Tell(new LoggerInitialized(), Self); return true;
            case LogEvent entry when !_filter.ShouldTryKeepMessage(entry, out _): return true;
            case LogEvent entry: Print(entry); return true;
            default: return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => StandardOutLogger.PrintLogEvent(logEvent);
}
