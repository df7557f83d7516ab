using System.Text.Json;

namespace OpenClaw.Client;

internal enum InboundKind
{
    Response,
    Event,

    /// <summary>A frame type of a newer protocol; ignored.</summary>
    Unknown,
}

/// <summary>A frame from the gateway, taken apart. The elements own their memory: they outlive the receive buffer.</summary>
internal readonly record struct InboundEnvelope(
    InboundKind Kind, string? Id, bool Ok, string? EventName, long? Sequence, JsonElement Body, JsonElement StateVersion)
{
    private const int MaxDepth = 128;

    /// <summary>Reads one frame; false with a reason when it is no frame of the protocol.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out InboundEnvelope envelope, out string fault)
    {
        envelope = default;
        fault = "";
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            var frame = JsonElement.ParseValue(ref reader);
            envelope = Read(frame);
            fault = envelope.Kind switch
            {
                InboundKind.Response when envelope.Id is null => "a response without id",
                InboundKind.Event when envelope.EventName is null => "an event without name",
                InboundKind.Unknown when frame.ValueKind != JsonValueKind.Object => "a frame that is no JSON object",
                _ => "",
            };
            return fault.Length == 0;
        }
        catch (JsonException cause)
        {
            fault = $"malformed JSON at byte {cause.BytePositionInLine}";
            return false;
        }
    }

    private static InboundEnvelope Read(JsonElement frame) => frame.String("type") switch
    {
        "res" => new InboundEnvelope(
            InboundKind.Response,
            frame.String("id"),
            frame.Boolean("ok") ?? false,
            null,
            null,
            frame.Boolean("ok") == true ? frame.Property("payload") : frame.Property("error"),
            default),
        "event" => new InboundEnvelope(
            InboundKind.Event, null, true, frame.String("event"), frame.Int64("seq"), frame.Property("payload"), frame.Property("stateVersion")),
        _ => new InboundEnvelope(InboundKind.Unknown, null, false, null, null, default, default),
    };
}
