using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Config;

/// <summary>Messages of <see cref="ConfigActor"/>.</summary>
public static class ConfigProtocol
{
    /// <summary>A change of the configuration file.</summary>
    public interface IConfigCommand : IMethodRequest
    {
        /// <summary>The method that asks for it; the rate is limited by method.</summary>
        string Method { get; }

        /// <summary>Who asks.</summary>
        Caller Caller { get; }
    }

    /// <summary>Replaces the configuration.</summary>
    /// <param name="Method"><c>config.set</c> or <c>config.apply</c>.</param>
    /// <param name="Raw">The whole of it, JSON5, secrets as marks.</param>
    /// <param name="BaseHash">Of what the client was shown.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record Set(string Method, string Raw, string? BaseHash, Caller Caller, ReplyTo ReplyTo) : IConfigCommand;

    /// <summary>Merges into the configuration.</summary>
    /// <param name="Method"><c>config.patch</c>.</param>
    /// <param name="Raw">What changes, JSON5; null removes.</param>
    /// <param name="BaseHash">Of what the client was shown.</param>
    /// <param name="ReplacePaths">Lists that are replaced, not merged.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record Patch(string Method, string Raw, string? BaseHash, IReadOnlyList<string> ReplacePaths, Caller Caller, ReplyTo ReplyTo) : IConfigCommand;

    /// <summary>Adds an agent to <c>agents.list</c>.</summary>
    public sealed record CreateAgent(string Method, string Name, AgentFields Fields, Caller Caller, ReplyTo ReplyTo) : IConfigCommand;

    /// <summary>Changes an agent.</summary>
    public sealed record UpdateAgent(string Method, string AgentId, AgentFields Fields, Caller Caller, ReplyTo ReplyTo) : IConfigCommand;

    /// <summary>Removes an agent. Its sessions stay.</summary>
    /// <param name="Method"><c>agents.delete</c>.</param>
    /// <param name="AgentId">The agent.</param>
    /// <param name="MoveFiles">Whether its folder is put aside, when it is the one that the gateway gave it.</param>
    /// <param name="Caller">Who asks.</param>
    /// <param name="ReplyTo">The request to answer.</param>
    public sealed record DeleteAgent(string Method, string AgentId, bool MoveFiles, Caller Caller, ReplyTo ReplyTo) : IConfigCommand;

    /// <summary>What can be said about an agent; null leaves it as it is.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="Workspace">Its folder.</param>
    /// <param name="Model">Its model.</param>
    /// <param name="ClearModel">Whether it loses its own model.</param>
    /// <param name="Emoji">Of its identity.</param>
    /// <param name="Avatar">Of its identity.</param>
    public sealed record AgentFields(string? Name, string? Workspace, string? Model, bool ClearModel, string? Emoji, string? Avatar);
}
