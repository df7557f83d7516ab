namespace OpenClaw.Configuration.Schema;

/// <summary>The spellings of enumerated settings, in the file, in flags and in the environment; each stands once.</summary>
public static class SettingNames
{
    /// <summary><c>gateway.mode</c>.</summary>
    public static IReadOnlyDictionary<string, GatewayMode> GatewayModes { get; } = Names(("local", GatewayMode.Local), ("remote", GatewayMode.Remote));

    /// <summary><c>gateway.bind</c>, <c>--bind</c>.</summary>
    public static IReadOnlyDictionary<string, BindMode> BindModes { get; } = Names(
        ("loopback", BindMode.Loopback), ("lan", BindMode.Lan), ("tailnet", BindMode.Tailnet), ("auto", BindMode.Auto), ("custom", BindMode.Custom));

    /// <summary><c>gateway.auth.mode</c>, <c>--auth</c>.</summary>
    public static IReadOnlyDictionary<string, AuthMode> AuthModes { get; } = Names(
        ("none", AuthMode.None), ("token", AuthMode.Token), ("password", AuthMode.Password), ("trusted-proxy", AuthMode.TrustedProxy));

    /// <summary><c>gateway.tailscale.mode</c>, <c>--tailscale</c>.</summary>
    public static IReadOnlyDictionary<string, TailscaleMode> TailscaleModes { get; } = Names(
        ("off", TailscaleMode.Off), ("serve", TailscaleMode.Serve), ("funnel", TailscaleMode.Funnel));

    /// <summary><c>gateway.protocol.unknownParams</c>.</summary>
    public static IReadOnlyDictionary<string, UnknownParams> UnknownParamModes { get; } = Names(
        ("reject", UnknownParams.Reject), ("ignore", UnknownParams.Ignore));

    /// <summary><c>tools.exec.security</c>, <c>tools.exec.askFallback</c>.</summary>
    public static IReadOnlyDictionary<string, ExecSecurityMode> ExecSecurityModes { get; } = Names(
        ("deny", ExecSecurityMode.Deny), ("allowlist", ExecSecurityMode.Allowlist), ("full", ExecSecurityMode.Full));

    /// <summary><c>tools.exec.ask</c>.</summary>
    public static IReadOnlyDictionary<string, ExecAskMode> ExecAskModes { get; } = Names(
        ("off", ExecAskMode.Off), ("on-miss", ExecAskMode.OnMiss), ("always", ExecAskMode.Always));

    /// <summary><c>logging.level</c>, <c>logging.consoleLevel</c>.</summary>
    public static IReadOnlyDictionary<string, LogVerbosity> LogLevels { get; } = Names(
        ("silent", LogVerbosity.Silent), ("fatal", LogVerbosity.Fatal), ("error", LogVerbosity.Error), ("warn", LogVerbosity.Warn),
        ("info", LogVerbosity.Info), ("debug", LogVerbosity.Debug), ("trace", LogVerbosity.Trace));

    /// <summary><c>messages.queue.mode</c>; older names of modes are understood.</summary>
    public static IReadOnlyDictionary<string, InputQueueMode> QueueModes { get; } = Names(
        ("followup", InputQueueMode.Followup), ("collect", InputQueueMode.Collect), ("steer", InputQueueMode.Steer), ("queue", InputQueueMode.Steer),
        ("steer-backlog", InputQueueMode.SteerBacklog), ("steer+backlog", InputQueueMode.SteerBacklog), ("interrupt", InputQueueMode.Interrupt));

    /// <summary><c>logging.redactSensitive</c>.</summary>
    public static IReadOnlyDictionary<string, RedactMode> RedactModes { get; } = Names(("off", RedactMode.Off), ("tools", RedactMode.Tools));

    /// <summary><c>hooks.mappings[].action</c>.</summary>
    public static IReadOnlyDictionary<string, HookAction> HookActions { get; } = Names(("wake", HookAction.Wake), ("agent", HookAction.Agent));

    /// <summary><c>hooks.mappings[].wakeMode</c>, and <c>mode</c> of a wake request.</summary>
    public static IReadOnlyDictionary<string, HookWakeMode> HookWakeModes { get; } = Names(("now", HookWakeMode.Now), ("next-heartbeat", HookWakeMode.NextHeartbeat));

    /// <summary><c>diagnostics.otel.protocol</c>.</summary>
    public static IReadOnlyDictionary<string, OtelProtocol> OtelProtocols { get; } = Names(("http/protobuf", OtelProtocol.HttpProtobuf), ("grpc", OtelProtocol.Grpc));

    /// <summary>How a value is written; the reverse of the tables above.</summary>
    public static string NameOf<T>(IReadOnlyDictionary<string, T> names, T value) =>
        names.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Key;

    private static Dictionary<string, T> Names<T>(params (string Name, T Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
