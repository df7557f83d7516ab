using OpenClaw.Gateway.Agents;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>How long a run may take.</summary>
internal static class RunTimeouts
{
    /// <summary>What the request asks for, else what is configured. Zero is no limit but the longest one.</summary>
    public static TimeSpan Of(TimeSpan? requested, AgentDirectory agents, AgentRunOptions options)
    {
        var wanted = requested ?? (agents.Timeout > TimeSpan.Zero ? agents.Timeout : options.DefaultTimeout);
        return wanted <= TimeSpan.Zero || wanted > options.MaxTimeout ? options.MaxTimeout : wanted;
    }
}
