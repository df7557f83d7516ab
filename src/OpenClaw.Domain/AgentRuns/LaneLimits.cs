namespace OpenClaw.Domain.AgentRuns;

/// <summary>How many runs of a kind go at once in the whole gateway, over and above one run a session.</summary>
/// <param name="MainLimit">Runs that people begin.</param>
/// <param name="SubagentLimit">Runs that agents begin.</param>
/// <param name="CronLimit">Runs that schedules begin.</param>
/// <param name="OtherLimit">Each other lane.</param>
public sealed record LaneLimits(int MainLimit, int SubagentLimit, int CronLimit, int OtherLimit)
{
    /// <summary>The lane of runs that people begin.</summary>
    public const string Main = "main";

    /// <summary>The lane of runs that agents begin.</summary>
    public const string Subagent = "subagent";

    /// <summary>The lane of runs that schedules begin.</summary>
    public const string Cron = "cron";

    /// <summary>For a machine: a run mostly waits for its provider, so there are more of them than processors.</summary>
    public static LaneLimits For(int processors) => new(Math.Max(8, 4 * processors), 8, 1, 1);

    /// <summary>The limit of a lane.</summary>
    public int Of(string lane) => lane switch
    {
        Main => MainLimit,
        Subagent => SubagentLimit,
        Cron => CronLimit,
        _ => OtherLimit,
    };
}
