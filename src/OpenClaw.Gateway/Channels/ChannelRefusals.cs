using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Channels;

/// <summary>Why nothing can be sent through a channel while none exists.</summary>
internal static class ChannelRefusals
{
    private const string WhatsApp = "whatsapp";
    private const int MaxShown = 40;

    // Channels that the protocol's clients know by name; they exist once they are configured.
    private static readonly string[] s_known = ["telegram", WhatsApp, "discord", "slack", "signal", "imessage"];

    /// <summary>The answer to a message for a channel, or for the default one.</summary>
    public static ProtocolError Of(string? channel)
    {
        var name = channel?.Trim().ToLowerInvariant();
        return name switch
        {
            null or "" or "last" => ProtocolError.InvalidRequest("Channel is required: no channel is configured on this gateway"),
            WhatsApp => ProtocolError.NotLinked("WhatsApp is not linked: pair it with `openclaw channels login --channel whatsapp`"),
            _ when s_known.Contains(name) => ProtocolError.Unavailable($"channel {name} is not configured on this gateway", retryable: false),
            _ => ProtocolError.InvalidRequest($"unsupported channel: {(name.Length <= MaxShown ? name : name[..MaxShown] + "...")}"),
        };
    }

    /// <summary>The answer when a run's reply is to be delivered; null when the reply stays in the conversation.</summary>
    public static ProtocolError? OfDelivery(string? channel) => channel?.Trim().ToLowerInvariant() is "webchat" or "internal" ? null : Of(channel);
}
