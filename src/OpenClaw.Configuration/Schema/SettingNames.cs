namespace OpenClaw.Configuration.Schema;

/// <summary>The spellings of enumerated settings, in the file, in flags and in the environment; each stands once.</summary>
public static class SettingNames
{
    /// <summary><c>gateway.mode</c>.</summary>
    public static NameTable<GatewayMode> GatewayModes { get; } = new(("local", GatewayMode.Local), ("remote", GatewayMode.Remote));

    /// <summary><c>gateway.bind</c>, <c>--bind</c>.</summary>
    public static NameTable<BindMode> BindModes { get; } = new(
        ("loopback", BindMode.Loopback), ("lan", BindMode.Lan), ("tailnet", BindMode.Tailnet), ("auto", BindMode.Auto), ("custom", BindMode.Custom));

    /// <summary><c>gateway.auth.mode</c>, <c>--auth</c>.</summary>
    public static NameTable<AuthMode> AuthModes { get; } = new(
        ("none", AuthMode.None), ("token", AuthMode.Token), ("password", AuthMode.Password), ("trusted-proxy", AuthMode.TrustedProxy));

    /// <summary><c>gateway.tailscale.mode</c>.</summary>
    public static NameTable<TailscaleMode> TailscaleModes { get; } = new(
        ("off", TailscaleMode.Off), ("serve", TailscaleMode.Serve), ("funnel", TailscaleMode.Funnel));

    /// <summary><c>gateway.protocol.unknownParams</c>.</summary>
    public static NameTable<UnknownParams> UnknownParamModes { get; } = new(
        ("reject", UnknownParams.Reject), ("ignore", UnknownParams.Ignore));

    /// <summary><c>tools.exec.security</c>, <c>tools.exec.askFallback</c>.</summary>
    public static NameTable<ExecSecurityMode> ExecSecurityModes { get; } = new(
        ("deny", ExecSecurityMode.Deny), ("allowlist", ExecSecurityMode.Allowlist), ("full", ExecSecurityMode.Full));

    /// <summary><c>tools.exec.ask</c>.</summary>
    public static NameTable<ExecAskMode> ExecAskModes { get; } = new(
        ("off", ExecAskMode.Off), ("on-miss", ExecAskMode.OnMiss), ("always", ExecAskMode.Always));

    /// <summary><c>tools.exec.mode</c>.</summary>
    public static NameTable<ExecMode> ExecModes { get; } = new(
        ("deny", ExecMode.Deny), ("allowlist", ExecMode.Allowlist), ("ask", ExecMode.Ask), ("auto", ExecMode.Auto), ("full", ExecMode.Full));

    /// <summary><c>logging.level</c>, <c>logging.consoleLevel</c>.</summary>
    public static NameTable<LogVerbosity> LogLevels { get; } = new(
        ("silent", LogVerbosity.Silent), ("fatal", LogVerbosity.Fatal), ("error", LogVerbosity.Error), ("warn", LogVerbosity.Warn),
        ("info", LogVerbosity.Info), ("debug", LogVerbosity.Debug), ("trace", LogVerbosity.Trace));

    /// <summary><c>messages.queue.mode</c>; older names of modes are understood.</summary>
    public static NameTable<InputQueueMode> QueueModes { get; } = new(
        ("followup", InputQueueMode.Followup), ("collect", InputQueueMode.Collect), ("steer", InputQueueMode.Steer), ("queue", InputQueueMode.Steer),
        ("steer-backlog", InputQueueMode.SteerBacklog), ("steer+backlog", InputQueueMode.SteerBacklog), ("interrupt", InputQueueMode.Interrupt));

    /// <summary><c>messages.queue.drop</c>.</summary>
    public static NameTable<InputQueueDrop> QueueDrops { get; } = new(
        ("summarize", InputQueueDrop.Summarize), ("old", InputQueueDrop.Old), ("new", InputQueueDrop.New));

    /// <summary><c>session.reset.mode</c>.</summary>
    public static NameTable<SessionResetMode> ResetModes { get; } = new(
        ("daily", SessionResetMode.Daily), ("idle", SessionResetMode.Idle), ("never", SessionResetMode.Never));

    /// <summary><c>logging.redactSensitive</c>.</summary>
    public static NameTable<RedactMode> RedactModes { get; } = new(("off", RedactMode.Off), ("tools", RedactMode.Tools));

    /// <summary><c>hooks.mappings[].action</c>.</summary>
    public static NameTable<HookAction> HookActions { get; } = new(("wake", HookAction.Wake), ("agent", HookAction.Agent));

    /// <summary><c>hooks.mappings[].wakeMode</c>, and <c>mode</c> of a wake request.</summary>
    public static NameTable<HookWakeMode> HookWakeModes { get; } = new(("now", HookWakeMode.Now), ("next-heartbeat", HookWakeMode.NextHeartbeat));

    /// <summary><c>diagnostics.otel.protocol</c>.</summary>
    public static NameTable<OtelProtocol> OtelProtocols { get; } = new(("http/protobuf", OtelProtocol.HttpProtobuf), ("grpc", OtelProtocol.Grpc));
}
