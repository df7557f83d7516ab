using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using LogLevel = Akka.Event.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>The loggers of the actor system and how much they get.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    /// <summary>The lowest level that loggers get.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether the whole configuration is logged at start. Off by default.</summary>
    public bool LogConfigOnStart { get; set; }

    /// <summary>Which dead letters are logged; null leaves it to the configuration.</summary>
    public DeadLetterOptions? DeadLetterOptions { get; set; }

    /// <summary>Which of the runtime's own steps are logged at debug level; null leaves it to the configuration.</summary>
    public DebugOptions? DebugOptions { get; set; }

    internal AkkaConfigurationBuilder Builder { get; }

    internal ILoggerFactory? LoggerFactory { get; set; }

    internal Type? LogMessageFormatter { get; private set; }

    internal LogFilterBuilder? LogFilters { get; private set; }

    /// <summary>Removes all loggers, the default one included.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    /// <summary>Adds the logger that prints to standard output.</summary>
    public LoggerConfigBuilder AddDefaultLogger() => AddLogger<DefaultLogger>();

    /// <summary>Adds a logger.</summary>
    public LoggerConfigBuilder AddLogger<T>()
        where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics> => AddLogger(typeof(T));

    /// <summary>Sends the log to Microsoft.Extensions.Logging: to the given factory, or to the application's.</summary>
    public LoggerConfigBuilder AddLoggerFactory(ILoggerFactory? loggerFactory = null)
    {
        LoggerFactory = loggerFactory;
        return AddLogger<LoggerFactoryLogger>();
    }

    /// <summary>Formats the text of entries with another formatter than the semantic one.</summary>
    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>()
        where T : ILogMessageFormatter
    {
        LogMessageFormatter = typeof(T);
        return this;
    }

    /// <summary>Drops entries that the filters of <paramref name="configurator"/> exclude.</summary>
    public LoggerConfigBuilder WithLogFilter(Action<LogFilterBuilder> configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator(LogFilters ??= new LogFilterBuilder());
        return this;
    }

    internal Config ToConfig()
    {
        var hocon = new StringBuilder();
        var level = LogLevel switch
        {
            LogLevel.DebugLevel => "DEBUG",
            LogLevel.InfoLevel => "INFO",
            LogLevel.WarningLevel => "WARNING",
            LogLevel.ErrorLevel => "ERROR",
            _ => "INFO",
        };
        hocon.Append(CultureInfo.InvariantCulture, $"akka.loglevel = {level}\n");
        hocon.Append(CultureInfo.InvariantCulture, $"akka.log-config-on-start = {OnOff(LogConfigOnStart)}\n");
        hocon.Append(CultureInfo.InvariantCulture, $"akka.loggers = [{string.Join(", ", _loggers.Select(logger => $"\"{logger.AssemblyQualifiedName}\""))}]\n");
        if (LogMessageFormatter is { } formatter) hocon.Append(CultureInfo.InvariantCulture, $"akka.logger-formatter = \"{formatter.AssemblyQualifiedName}\"\n");
        DeadLetterOptions?.Write(hocon);
        DebugOptions?.Write(hocon);
        return ConfigurationFactory.ParseString(hocon.ToString());
    }

    internal static string OnOff(bool value) => value ? "on" : "off";

    private LoggerConfigBuilder AddLogger(Type logger)
    {
        if (!_loggers.Contains(logger))
        {
            _loggers.Add(logger);
        }

        return this;
    }
}
