using System.Buffers;
using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Channels;

/// <summary><c>channels.status</c>: no channel exists yet, so every list is empty.</summary>
public sealed class ChannelMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.ChannelsStatus, OnStatus);

    private void OnStatus(MethodCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("ts"u8, gateway.Time.GetUtcNow().ToUnixTimeMilliseconds());
            WriteEmpty(writer, "channelOrder", isArray: true);
            WriteEmpty(writer, "channelLabels");
            WriteEmpty(writer, "channelDetailLabels");
            WriteEmpty(writer, "channelSystemImages");
            WriteEmpty(writer, "channelMeta", isArray: true);
            WriteEmpty(writer, "channels");
            WriteEmpty(writer, "channelAccounts");
            WriteEmpty(writer, "channelDefaultAccountId");
            WriteEmpty(writer, "statusIssues", isArray: true);
            writer.WriteEndObject();
        }

        call.Succeed(buffer.WrittenMemory);
    }

    private static void WriteEmpty(Utf8JsonWriter writer, string name, bool isArray = false)
    {
        if (isArray)
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject(name);
            writer.WriteEndObject();
        }
    }
}
