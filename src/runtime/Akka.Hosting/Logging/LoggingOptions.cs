using System.Globalization;
using System.Text;

namespace Akka.Hosting.Logging;

/// <summary>Whether something is logged, or only a number of times.</summary>
public enum TriStateValue
{
    /// <summary>Never.</summary>
    None,

    /// <summary>A limited number of times.</summary>
    Some,

    /// <summary>Always.</summary>
    All,
}

/// <summary>Which dead letters are logged.</summary>
public sealed class DeadLetterOptions
{
    /// <summary>None, a number of them, or all; null leaves it to the configuration.</summary>
    public TriStateValue? ShouldLog { get; set; }

    /// <summary>How many, for <see cref="TriStateValue.Some"/>.</summary>
    public int LogAmount { get; set; } = 10;

    /// <summary>Whether also while the system shuts down; null leaves it to the configuration.</summary>
    public bool? LogDuringShutdown { get; set; }

    /// <summary>How long to be silent after <see cref="LogAmount"/>; null leaves it to the configuration.</summary>
    public TimeSpan? LogSuspendDuration { get; set; }

    internal void Write(StringBuilder hocon)
    {
        if (ShouldLog is { } should)
        {
            var value = should switch
            {
                TriStateValue.None => "off",
                TriStateValue.All => "on",
                _ => LogAmount.ToString(CultureInfo.InvariantCulture),
            };
            hocon.Append(CultureInfo.InvariantCulture, $"akka.log-dead-letters = {value}\n");
        }

        if (LogDuringShutdown is { } during)
        {
            hocon.Append(CultureInfo.InvariantCulture, $"akka.log-dead-letters-during-shutdown = {LoggerConfigBuilder.OnOff(during)}\n");
        }

        if (LogSuspendDuration is { } duration)
        {
            var text = duration == Timeout.InfiniteTimeSpan ? "infinite" : $"{(long)duration.TotalMilliseconds}ms";
            hocon.Append(CultureInfo.InvariantCulture, $"akka.log-dead-letters-suspend-duration = {text}\n");
        }
    }
}

/// <summary>Which of the runtime's own steps are logged at debug level; null leaves it to the configuration.</summary>
public sealed class DebugOptions
{
    /// <summary>Every message that an actor receives.</summary>
    public bool? Receive { get; set; }

    /// <summary>Messages that the runtime handles itself.</summary>
    public bool? AutoReceive { get; set; }

    /// <summary>Starts, restarts and stops.</summary>
    public bool? LifeCycle { get; set; }

    /// <summary>Subscriptions to the event stream.</summary>
    public bool? EventStream { get; set; }

    /// <summary>Unhandled messages.</summary>
    public bool? Unhandled { get; set; }

    internal void Write(StringBuilder hocon)
    {
        Write(hocon, "receive", Receive);
        Write(hocon, "autoreceive", AutoReceive);
        Write(hocon, "lifecycle", LifeCycle);
        Write(hocon, "event-stream", EventStream);
        Write(hocon, "unhandled", Unhandled);
    }

    private static void Write(StringBuilder hocon, string key, bool? value)
    {
        if (value is { } given)
        {
            hocon.Append(CultureInfo.InvariantCulture, $"akka.actor.debug.{key} = {LoggerConfigBuilder.OnOff(given)}\n");
        }
    }
}
