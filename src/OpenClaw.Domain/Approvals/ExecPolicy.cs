namespace OpenClaw.Domain.Approvals;

/// <summary>A policy of which any part may be left open.</summary>
/// <param name="Security">Which commands run by themselves.</param>
/// <param name="Ask">When a person is asked.</param>
/// <param name="AskFallback">What holds when nobody decides in time.</param>
public sealed record ExecPolicySettings(ExecSecurity? Security = null, ExecAsk? Ask = null, ExecSecurity? AskFallback = null)
{
    /// <summary>These settings, and those of <paramref name="below"/> where these are open.</summary>
    public ExecPolicySettings Over(ExecPolicySettings below) => new(Security ?? below.Security, Ask ?? below.Ask, AskFallback ?? below.AskFallback);
}

/// <summary>What holds for an agent's commands.</summary>
/// <param name="Security">Which commands run by themselves.</param>
/// <param name="Ask">When a person is asked.</param>
/// <param name="AskFallback">What holds when nobody decides in time.</param>
public sealed record ExecPolicy(ExecSecurity Security, ExecAsk Ask, ExecSecurity AskFallback)
{
    /// <summary>What holds when nothing is said: nothing runs.</summary>
    public static ExecPolicy Default { get; } = new(ExecSecurity.Deny, ExecAsk.OnMiss, ExecSecurity.Deny);

    /// <summary>
    /// The policy out of configuration and approvals: where both speak the stricter one wins, where one is silent the other holds, and the default where
    /// both are.
    /// </summary>
    public static ExecPolicy Of(ExecPolicySettings configuration, ExecPolicySettings approvals) => new(
        Stricter(configuration.Security, approvals.Security) ?? Default.Security,
        Later(configuration.Ask, approvals.Ask) ?? Default.Ask,
        Stricter(configuration.AskFallback, approvals.AskFallback) ?? Default.AskFallback);

    /// <summary>What is to be done with a command.</summary>
    /// <param name="isListed">Whether all of it is on the list.</param>
    public ExecVerdict Judge(bool isListed) => (Security, Ask) switch
    {
        (ExecSecurity.Deny, _) => ExecVerdict.Refuse,
        (_, ExecAsk.Always) => ExecVerdict.Ask,
        (ExecSecurity.Full, _) => ExecVerdict.Run,
        _ when isListed => ExecVerdict.Run,
        (_, ExecAsk.OnMiss) => ExecVerdict.Ask,
        _ => ExecVerdict.Refuse,
    };

    /// <summary>Whether a command runs after it was asked for.</summary>
    /// <param name="decision">The person's decision; null when there was none in time.</param>
    /// <param name="isListed">Whether all of it is on the list.</param>
    public bool Permits(ApprovalDecision? decision, bool isListed) => decision switch
    {
        ApprovalDecision.AllowOnce or ApprovalDecision.AllowAlways => true,
        ApprovalDecision.Deny => false,
        _ => AskFallback switch { ExecSecurity.Full => true, ExecSecurity.Allowlist => isListed, _ => false },
    };

    private static ExecSecurity? Stricter(ExecSecurity? a, ExecSecurity? b) => a is null ? b : b is null ? a : a < b ? a : b;

    private static ExecAsk? Later(ExecAsk? a, ExecAsk? b) => a is null ? b : b is null ? a : a > b ? a : b;
}

/// <summary>What is to be done with a command.</summary>
public enum ExecVerdict
{
    /// <summary>It does not run.</summary>
    Refuse,

    /// <summary>A person decides.</summary>
    Ask,

    /// <summary>It runs.</summary>
    Run,
}
