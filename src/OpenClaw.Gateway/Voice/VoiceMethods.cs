using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Voice;

namespace OpenClaw.Gateway.Voice;

/// <summary><c>voicewake.get</c>: the words that wake a listening app. They cannot be changed yet.</summary>
public sealed class VoiceMethods : IMethodModule
{
    /// <summary>The original's defaults, so that an app listens for the same words with either gateway.</summary>
    internal static readonly ReadOnlyMemory<byte> Triggers =
        Payload.Encode(new VoicewakeGetResult { Triggers = ["openclaw", "claude", "computer"] }, ProtocolJson.Default.VoicewakeGetResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.VoicewakeGet, static call => call.Succeed(Triggers));
}
