namespace OpenClaw.Configuration.Schema;

/// <summary><c>session</c>.</summary>
public sealed record SessionBlock
{
    /// <summary><c>session.scope</c>: who shares a conversation.</summary>
    public string Scope { get; init; } = "per-sender";

    /// <summary><c>session.mainKey</c>: name of an agent's main session, the last part of <c>agent:main:main</c>.</summary>
    public string MainKey { get; init; } = "main";

    /// <summary><c>session.reset</c>: when the next message begins a new conversation.</summary>
    public SessionResetBlock Reset { get; init; } = new();

    /// <summary><c>session.resetByType.direct</c> (or <c>dm</c>); null for <see cref="Reset"/>.</summary>
    public SessionResetBlock? ResetDirect { get; init; }

    /// <summary><c>session.resetByType.group</c>; null for <see cref="Reset"/>.</summary>
    public SessionResetBlock? ResetGroup { get; init; }

    /// <summary><c>session.resetByType.thread</c>; null for <see cref="Reset"/>.</summary>
    public SessionResetBlock? ResetThread { get; init; }
}

/// <summary>One rule of <c>session.reset</c> or <c>session.resetByType</c>.</summary>
public sealed record SessionResetBlock
{
    /// <summary><c>mode</c>: daily, idle or never.</summary>
    public SessionResetMode Mode { get; init; } = SessionResetMode.Daily;

    /// <summary><c>atHour</c>: local hour after which yesterday's conversation is over, for <see cref="SessionResetMode.Daily"/>.</summary>
    public int AtHour { get; init; } = 4;

    /// <summary><c>idleMinutes</c>: longest silence; beside a daily reset whichever comes first counts. Null for any.</summary>
    public int? IdleMinutes { get; init; }
}

/// <summary>When a conversation begins anew by itself.</summary>
public enum SessionResetMode
{
    /// <summary>With the first message of a day.</summary>
    Daily,

    /// <summary>With the first message after a silence.</summary>
    Idle,

    /// <summary>Only when it is told to.</summary>
    Never,
}
