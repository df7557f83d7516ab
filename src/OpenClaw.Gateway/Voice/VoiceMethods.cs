using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Voice;

namespace OpenClaw.Gateway.Voice;

/// <summary><c>voicewake.get</c>: the words that wake a listening app, which cannot be changed yet; talk and text to speech, of which there is nothing to configure.</summary>
public sealed class VoiceMethods : IMethodModule
{
    /// <summary>The original's defaults, so that an app listens for the same words with either gateway.</summary>
    internal static readonly ReadOnlyMemory<byte> Triggers =
        Payload.Encode(new VoicewakeGetResult { Triggers = ["openclaw", "claude", "computer"] }, ProtocolJson.Default.VoicewakeGetResult);

    private static readonly ReadOnlyMemory<byte> s_talk = "{\"config\":{}}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_noSpeech = Payload.Encode(new TtsStatusResult { Enabled = false }, ProtocolJson.Default.TtsStatusResult);

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.VoicewakeGet, static call => call.Succeed(Triggers));
        methods.Add(MethodNames.TalkConfig, static call => call.Succeed(s_talk));
        methods.Add(MethodNames.TtsStatus, static call => call.Succeed(s_noSpeech));
    }
}
