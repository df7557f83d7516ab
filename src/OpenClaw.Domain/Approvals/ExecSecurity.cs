namespace OpenClaw.Domain.Approvals;

/// <summary>Which commands may run without a person, strictest first.</summary>
public enum ExecSecurity
{
    /// <summary>None.</summary>
    Deny,

    /// <summary>Those on the list.</summary>
    Allowlist,

    /// <summary>All.</summary>
    Full,
}

/// <summary>When a person is asked, strictest last.</summary>
public enum ExecAsk
{
    /// <summary>Never: what may not run by itself is refused.</summary>
    Off,

    /// <summary>When a command is not on the list.</summary>
    OnMiss,

    /// <summary>For every command.</summary>
    Always,
}

/// <summary>What a person decided.</summary>
public enum ApprovalDecision
{
    /// <summary>No.</summary>
    Deny,

    /// <summary>This once.</summary>
    AllowOnce,

    /// <summary>Now and whenever the same command is asked for again.</summary>
    AllowAlways,
}

/// <summary>The names of these in configuration and on the wire.</summary>
public static class ExecNames
{
    /// <summary>Names of <see cref="ExecSecurity"/>.</summary>
    public static IReadOnlyDictionary<string, ExecSecurity> Securities { get; } = new Dictionary<string, ExecSecurity>
    {
        ["deny"] = ExecSecurity.Deny,
        ["allowlist"] = ExecSecurity.Allowlist,
        ["full"] = ExecSecurity.Full,
    };

    /// <summary>Names of <see cref="ExecAsk"/>.</summary>
    public static IReadOnlyDictionary<string, ExecAsk> Asks { get; } = new Dictionary<string, ExecAsk>
    {
        ["off"] = ExecAsk.Off,
        ["on-miss"] = ExecAsk.OnMiss,
        ["always"] = ExecAsk.Always,
    };

    /// <summary>Names of <see cref="ApprovalDecision"/>.</summary>
    public static IReadOnlyDictionary<string, ApprovalDecision> Decisions { get; } = new Dictionary<string, ApprovalDecision>
    {
        ["deny"] = ApprovalDecision.Deny,
        ["allow-once"] = ApprovalDecision.AllowOnce,
        ["allow-always"] = ApprovalDecision.AllowAlways,
    };

    /// <summary>The name on the wire.</summary>
    public static string ToWire(this ExecSecurity security) => security switch
    {
        ExecSecurity.Full => "full",
        ExecSecurity.Allowlist => "allowlist",
        _ => "deny",
    };

    /// <summary>The name on the wire.</summary>
    public static string ToWire(this ExecAsk ask) => ask switch
    {
        ExecAsk.Off => "off",
        ExecAsk.OnMiss => "on-miss",
        _ => "always",
    };

    /// <summary>The name on the wire.</summary>
    public static string ToWire(this ApprovalDecision decision) => decision switch
    {
        ApprovalDecision.AllowOnce => "allow-once",
        ApprovalDecision.AllowAlways => "allow-always",
        _ => "deny",
    };
}
