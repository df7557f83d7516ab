using OpenClaw.Domain.Approvals;

namespace OpenClaw.Tools.Exec;

/// <summary>How commands run, out of <c>tools.exec</c>.</summary>
public sealed record ExecOptions
{
    /// <summary>Policy, as far as the configuration says it.</summary>
    public ExecPolicySettings Policy { get; init; } = new();

    /// <summary><c>tools.exec.timeoutSec</c>: longest run of a command when the call does not say otherwise.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1800);

    /// <summary>How long a command has between SIGTERM and SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Variables of the environment that commands do not see besides those that look like secrets: what the configuration takes secrets from.</summary>
    public IReadOnlySet<string> SecretVariables { get; init; } = new HashSet<string>();
}
