using System.Collections.Frozen;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Daemon.Http.ToolsInvoke;

/// <summary>Which tools <c>POST /tools/invoke</c> never reaches: those that run programs, change files, speak for the user, or change the gateway.</summary>
internal static class HttpToolPolicy
{
    private static readonly FrozenSet<string> s_denied = new[]
    {
        "exec", "spawn", "shell", "process", "bash", "fs_write", "fs_delete", "fs_move", "write", "edit", "apply_patch",
        "sessions_spawn", "sessions_send", "cron", "gateway", "nodes", "whatsapp_login",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a tool may be called; a tool that may not looks like one that does not exist.</summary>
    public static bool Allows(string tool, GatewayToolsBlock settings) =>
        !settings.Deny.Contains(tool, StringComparer.OrdinalIgnoreCase)
        && (!s_denied.Contains(tool) || settings.Allow.Contains(tool, StringComparer.OrdinalIgnoreCase));
}
