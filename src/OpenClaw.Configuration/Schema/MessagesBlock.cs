using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>messages</c>.</summary>
public sealed record MessagesBlock
{
    /// <summary><c>messages.queue</c>.</summary>
    public QueueBlock Queue { get; init; } = new();
}

/// <summary><c>messages.queue</c>: what becomes of a message that comes while its session's run goes.</summary>
public sealed record QueueBlock
{
    /// <summary><c>messages.queue.mode</c>; null where each channel's own default applies.</summary>
    public InputQueueMode? Mode { get; init; }

    /// <summary><c>messages.queue.byChannel</c>.</summary>
    public ImmutableDictionary<string, InputQueueMode> ByChannel { get; init; } = ImmutableDictionary<string, InputQueueMode>.Empty;

    /// <summary><c>messages.queue.debounceMs</c>: quiet that is waited for before collected messages are answered.</summary>
    public int DebounceMs { get; init; } = 1000;

    /// <summary><c>messages.queue.cap</c>: messages that wait before <see cref="Drop"/> applies.</summary>
    public int Cap { get; init; } = 20;

    /// <summary><c>messages.queue.drop</c>: what becomes of those beyond the cap.</summary>
    public InputQueueDrop Drop { get; init; } = InputQueueDrop.Summarize;

    /// <summary>The mode of a channel; null where nothing is set.</summary>
    public InputQueueMode? ModeOf(string channel) => ByChannel.TryGetValue(channel, out var mode) ? mode : Mode;
}

/// <summary>What becomes of messages beyond <c>messages.queue.cap</c>.</summary>
public enum InputQueueDrop
{
    /// <summary>The model sees one line of the oldest.</summary>
    Summarize,

    /// <summary>The oldest ends without an answer.</summary>
    Old,

    /// <summary>The newest is refused.</summary>
    New,
}

/// <summary>What becomes of a message that comes while its session's run goes.</summary>
public enum InputQueueMode
{
    /// <summary>It waits for its own answer.</summary>
    Followup,

    /// <summary>All that wait are answered together.</summary>
    Collect,

    /// <summary>The run is told after its next tool call.</summary>
    Steer,

    /// <summary>The same, and what it could not be told follows.</summary>
    SteerBacklog,

    /// <summary>It ends the run.</summary>
    Interrupt,
}
