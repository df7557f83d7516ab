using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Event;

/// <summary>Knows the level and the loggers. Before they run and after they stop, standard output takes their place.</summary>
public abstract class LoggingBus
{
    private static int s_loggerNumber;

    private readonly List<IActorRef> _loggers = [];

    public LogLevel LogLevel { get; private set; }

    /// <summary>Sends the channel's events to the subscriber; loggers subscribe here to what they want beside log events.</summary>
    public abstract bool Subscribe(IActorRef subscriber, Type channel);

    /// <summary>Ends <see cref="Subscribe"/>.</summary>
    public abstract bool Unsubscribe(IActorRef subscriber, Type channel);

    /// <summary>Ends every subscription.</summary>
    public abstract bool Unsubscribe(IActorRef subscriber);

    public abstract void Publish(object @event);

    /// <summary>Subscribes the loggers to the new level.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        lock (_loggers)
        {
            foreach (var logger in _loggers) SubscribeLogger(this, logger, logLevel);
        }
    }

    internal void PublishLog(LogEvent entry) => Publish(entry);

    private static readonly Type[] EventTypes = [typeof(Debug), typeof(Info), typeof(Warning), typeof(Error)];

    private static void SubscribeLogger(LoggingBus bus, IActorRef logger, LogLevel level)
    {
        for (var each = LogLevel.DebugLevel; each <= LogLevel.ErrorLevel; each++)
        {
            if (each >= level) bus.Subscribe(logger, EventTypes[(int)each]);
            else bus.Unsubscribe(logger, EventTypes[(int)each]);
        }
    }

    /// <summary>Prints from <c>stdout-loglevel</c> up until the configured loggers run.</summary>
    public void StartStdoutLogger(Settings settings)
    {
        var level = Logging.LogLevelFor(settings.StdoutLogLevel);
        LogLevel = level;
        if (!Logging.IsOff(settings.StdoutLogLevel)) SubscribeLogger(this, Logging.StandardOutLogger, level);
        lock (_loggers) _loggers.Add(Logging.StandardOutLogger);
    }

    public void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var level = Logging.LogLevelFor(settings.LogLevel);
        var off = Logging.IsOff(settings.LogLevel);
        var keepStandardOut = false;
        var started = new List<IActorRef>();
        foreach (var name in settings.Loggers)
        {
            if (string.IsNullOrEmpty(name)) continue;
            var type = RuntimeType.Find(name)
                ?? throw new Configuration.ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (typeof(StandardOutLogger).IsAssignableFrom(type))
            {
                keepStandardOut = true;
                continue;
            }
            started.Add(StartLogger(system, type, settings));
        }

        foreach (var logger in started)
        {
            if (!off) SubscribeLogger(this, logger, level);
        }
        LogLevel = off ? (LogLevel)(LogLevel.ErrorLevel + 1) : level;
        lock (_loggers) _loggers.AddRange(started);
        if (!keepStandardOut)
        {
            ((EventStream)this).Unsubscribe(Logging.StandardOutLogger);
            lock (_loggers) _loggers.Remove(Logging.StandardOutLogger);
        }
        else if (!off)
        {
            SubscribeLogger(this, Logging.StandardOutLogger, level);
        }

        if (started.Count == 0) return;
        // Between the end of /user and of the loggers nothing is lost: standard output takes over when they stop.
        system.RegisterOnTermination(() =>
        {
            if (!Logging.IsOff(settings.StdoutLogLevel)) SubscribeLogger(this, Logging.StandardOutLogger, Logging.LogLevelFor(settings.StdoutLogLevel));
        });
    }

    private IActorRef StartLogger(ActorSystemImpl system, Type type, Settings settings)
    {
        var name = $"log{Interlocked.Increment(ref s_loggerNumber)}-{type.Name}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(settings.LoggersDispatcher), name);
        // Not awaited when it is our own: its answer is certain and the start of the process must not wait for a thread.
        if (type == typeof(DefaultLogger))
        {
            logger.Tell(new InitializeLogger(this), ActorRefs.NoSender);
            return logger;
        }

        try
        {
            var answer = logger.Ask(new InitializeLogger(this), settings.LoggerStartTimeout).GetAwaiter().GetResult();
            if (answer is not LoggerInitialized)
                throw new LoggerInitializationException($"Logger {name} did not respond with LoggerInitialized, sent instead {answer}");
        }
        catch (AskTimeoutException)
        {
            Publish(new Warning(name, GetType(), $"Logger {name} [{type}] did not respond within {settings.LoggerStartTimeout} to InitializeLogger(bus)"));
        }
        return logger;
    }
}
