using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Commands;

namespace OpenClaw.Gateway.Chat;

/// <summary><c>commands.list</c>: the slash commands of a chat.</summary>
public sealed class CommandMethods : IMethodModule
{
    private static readonly ReadOnlyMemory<byte> s_list = Payload.Encode(new CommandsListResult { Commands = ChatCommands.All }, ProtocolJson.Default.CommandsListResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.CommandsList, static call => call.Succeed(s_list));
}
