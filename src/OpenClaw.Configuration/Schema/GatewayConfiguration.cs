using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary>The user's whole configuration as the gateway uses it: the file, then environment and flags over it, defaults below.</summary>
public sealed record GatewayConfiguration
{
    /// <summary>The process and its door: port, bind, auth.</summary>
    public GatewayBlock Gateway { get; init; } = new();

    /// <summary>Model providers.</summary>
    public ModelsBlock Models { get; init; } = new();

    /// <summary>Agents and what they have in common.</summary>
    public AgentsBlock Agents { get; init; } = new();

    /// <summary>What agents' tools may do.</summary>
    public ToolsBlock Tools { get; init; } = new();

    /// <summary>Servers that offer tools.</summary>
    public McpBlock Mcp { get; init; } = new();

    /// <summary>How sessions are keyed.</summary>
    public SessionBlock Session { get; init; } = new();

    /// <summary>Webhooks.</summary>
    public HooksBlock Hooks { get; init; } = new();

    /// <summary>Metrics and traces.</summary>
    public DiagnosticsBlock Diagnostics { get; init; } = new();

    /// <summary>How messages are taken in.</summary>
    public MessagesBlock Messages { get; init; } = new();

    /// <summary>What people may ask of the gateway.</summary>
    public CommandsBlock Commands { get; init; } = new();

    /// <summary>Log file and console.</summary>
    public LoggingBlock Logging { get; init; } = new();
}

/// <summary><c>commands</c>.</summary>
public sealed record CommandsBlock
{
    /// <summary><c>commands.restart</c>: whether SIGUSR1 and SIGUSR2 restart the gateway in its process.</summary>
    public bool Restart { get; init; }
}

/// <summary><c>logging</c>.</summary>
public sealed record LoggingBlock
{
    /// <summary><c>logging.level</c>: what goes to the file.</summary>
    public LogVerbosity Level { get; init; } = LogVerbosity.Info;

    /// <summary><c>logging.consoleLevel</c>: what goes to stdout; <c>--verbose</c> adds the traffic.</summary>
    public LogVerbosity ConsoleLevel { get; init; } = LogVerbosity.Info;

    /// <summary><c>logging.file</c>: one fixed file instead of a file a day; absolute.</summary>
    public string? File { get; init; }

    /// <summary><c>logging.redactSensitive</c>: whether what looks like a secret is masked in log lines.</summary>
    public RedactMode RedactSensitive { get; init; } = RedactMode.Tools;
}

/// <summary>How much is logged, least first.</summary>
public enum LogVerbosity
{
    /// <summary>Nothing.</summary>
    Silent,

    /// <summary>The process is about to end.</summary>
    Fatal,

    /// <summary>Someone must act.</summary>
    Error,

    /// <summary>Degraded, and the gateway copes.</summary>
    Warn,

    /// <summary>Lifecycle.</summary>
    Info,

    /// <summary>Per message.</summary>
    Debug,

    /// <summary>Everything.</summary>
    Trace,
}

/// <summary>Whether log lines are searched for secrets.</summary>
public enum RedactMode
{
    /// <summary>Lines are written as they are. Secrets that the gateway knows as such are masked all the same.</summary>
    Off,

    /// <summary>What looks like a secret is masked.</summary>
    Tools,
}

/// <summary><c>models</c>.</summary>
public sealed record ModelsBlock
{
    /// <summary><c>models.providers</c>, by id. A provider with a bad value is left out and reported.</summary>
    public ImmutableDictionary<string, ModelProviderBlock> Providers { get; init; } = ImmutableDictionary<string, ModelProviderBlock>.Empty;
}
