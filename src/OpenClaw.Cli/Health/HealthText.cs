using System.Text.Json;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Health;

/// <summary>A health snapshot for people.</summary>
internal static class HealthText
{
    public static void Write(GatewayInvocation invocation, JsonElement health)
    {
        var output = invocation.Out;
        var duration = health.Int64("durationMs") is { } ms ? $" ({ms}ms)" : "";
        output.WriteLine(health.Boolean("ok") == true ? $"OK{duration}" : $"Degraded{duration}");
        foreach (var channel in health.Strings("channelOrder"))
            output.WriteLine($"{health.Property("channelLabels").String(channel) ?? channel}: {ChannelState(health.Property("channels").Property(channel))}");
        var agents = health.Items("agents").Select(static agent =>
            $"{agent.String("agentId")}{(agent.Boolean("isDefault") == true ? " (default)" : "")}").ToList();
        if (agents.Count > 0)
            output.WriteLine($"Agents: {string.Join(", ", agents)}");
        if (health.Int32("heartbeatSeconds") is { } seconds)
            output.WriteLine(seconds > 0 ? $"Heartbeat: every {Ages.Short(TimeSpan.FromSeconds(seconds))}" : "Heartbeat: off");
        WriteSessions(invocation, health.Property("sessions"));
    }

    /// <summary>A channel's state in a few words: linked with the age of its login, configured, or neither.</summary>
    public static string ChannelState(JsonElement channel)
    {
        if (channel.Boolean("linked") == true)
            return channel.Int64("authAgeMs") is { } age ? $"linked (auth age {Ages.Short(TimeSpan.FromMilliseconds(age))})" : "linked";
        return channel.Boolean("configured") == true
            ? channel.Boolean("linked") == false ? "not linked" : "configured"
            : "not configured";
    }

    private static void WriteSessions(GatewayInvocation invocation, JsonElement sessions)
    {
        if (sessions.Int32("count") is not { } count)
            return;
        invocation.Out.WriteLine($"Sessions: {count}");
        foreach (var session in sessions.Items("recent").Take(5))
            invocation.Out.WriteLine($"- {session.String("key")} ({Ages.Since(session.Int64("updatedAt"), invocation.Cli.Time)})");
    }
}
