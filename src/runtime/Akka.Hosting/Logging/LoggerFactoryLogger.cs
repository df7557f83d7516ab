using System.Collections;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using AkkaLevel = Akka.Event.LogLevel;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Hands the application's logger factory to the actor system.</summary>
public class LoggerFactorySetup(ILoggerFactory? loggerFactory) : Setup
{
    /// <summary>The factory; null when there is none.</summary>
    public ILoggerFactory? LoggerFactory { get; } = loggerFactory;
}

/// <summary>Sends log events to Microsoft.Extensions.Logging, in the category of the class that logged, with the actor's path as a field.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILoggerFactory _factory;
    private readonly Dictionary<Type, ILogger> _loggers = [];
    private readonly LogFilterEvaluator _filter = Context.System.Settings.LogFilter;

    /// <summary>Called by the runtime.</summary>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _factory = setup.HasValue && setup.Value.LoggerFactory is { } factory ? factory : NullLoggerFactory.Instance;
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                if (_filter.ShouldTryKeepMessage(logEvent, out _)) Log(logEvent);
                return true;
            default:
                return false;
        }
    }

    private void Log(LogEvent logEvent)
    {
        if (!_loggers.TryGetValue(logEvent.LogClass, out var logger))
        {
            // An actor system logs from a bounded number of classes.
            logger = _factory.CreateLogger(logEvent.LogClass);
            _loggers[logEvent.LogClass] = logger;
        }

        var level = logEvent.LogLevel() switch
        {
            AkkaLevel.DebugLevel => LogLevel.Debug,
            AkkaLevel.InfoLevel => LogLevel.Information,
            AkkaLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        if (logger.IsEnabled(level))
        {
            logger.Log(level, default, new State(logEvent), logEvent.Cause, static (state, _) => state.ToString());
        }
    }

    /// <summary>The fields of one line: the text is rendered only when a sink asks for it.</summary>
    private sealed class State(LogEvent logEvent) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 3;

        public KeyValuePair<string, object?> this[int index] => index switch
        {
            0 => new("ActorPath", logEvent.LogSource),
            1 => new("Timestamp", logEvent.Timestamp),
            2 => new("{OriginalFormat}", logEvent.Message is LogMessage message ? message.Format : ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => logEvent.Message?.ToString() ?? "";
    }
}
