using System.Text.Json;
using System.Text.Unicode;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Frames;

/// <summary>Takes request frames apart: one pass over the bytes, no document, and no exception whatever the bytes are.</summary>
/// <remarks>Thread safe. Allocates the id, the name of a method that the protocol does not know, and faults.</remarks>
public static class FrameReader
{
    private const int MaxMethodLength = 256;
    private const int MaxTraceParentLength = 128;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = SchemaNode.MaxDepth };

    /// <summary>Reads a frame whose bytes may be changed: lone surrogate escapes are replaced by U+FFFD first.</summary>
    /// <param name="utf8">The frame.</param>
    /// <param name="request">The request, when there is no fault.</param>
    /// <returns>Null, or why it is no request.</returns>
    public static FrameFault? ReadInPlace(Span<byte> utf8, out RequestEnvelope request)
    {
        SurrogateEscapes.Repair(utf8);
        return ReadRepaired(utf8, out request);
    }

    /// <summary>Reads a frame. A lone surrogate escape is a fault.</summary>
    /// <param name="utf8">The frame.</param>
    /// <param name="request">The request, when there is no fault.</param>
    /// <returns>Null, or why it is no request.</returns>
    public static FrameFault? Read(ReadOnlySpan<byte> utf8, out RequestEnvelope request)
    {
        if (SurrogateEscapes.AnyLone(utf8))
        {
            request = default;
            return FrameFault.NotUtf8;
        }

        return ReadRepaired(utf8, out request);
    }

    private static FrameFault? ReadRepaired(ReadOnlySpan<byte> utf8, out RequestEnvelope request)
    {
        request = default;
        if (!Utf8.IsValid(utf8))
        {
            return FrameFault.NotUtf8;
        }

        var reader = new Utf8JsonReader(utf8, s_options);
        try
        {
            return TryReadRequest(ref reader, out request) ? null : Explain(utf8);
        }
        catch (JsonException)
        {
            request = default;
            return SchemaNode.IsTooDeep(ref reader) ? FrameFault.TooDeep : FrameFault.NotJson;
        }
    }

    /// <summary>The way of a good frame. Anything unusual returns false, and <see cref="Explain"/> says what it is.</summary>
    private static bool TryReadRequest(ref Utf8JsonReader reader, out RequestEnvelope request)
    {
        request = default;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        string? id = null;
        string? methodName = null;
        string? traceParent = null;
        MethodInfo? method = null;
        var paramsStart = 0;
        var paramsLength = 0;
        var seen = Seen.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = Identify(ref reader);
            if (property == Seen.None || (seen & property) != 0)
            {
                return false;
            }

            seen |= property;
            reader.Read();
            if (property == Seen.Params)
            {
                paramsStart = (int)reader.TokenStartIndex;
                reader.Skip();
                paramsLength = (int)reader.BytesConsumed - paramsStart;
                continue;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                return false;
            }

            switch (property)
            {
                case Seen.Type when !reader.ValueTextEquals("req"u8):
                case Seen.Id when !TryReadText(ref reader, FrameLimits.MaxIdLength, ref id):
                case Seen.Method when !TryReadMethod(ref reader, ref methodName, out method):
                case Seen.TraceParent when !TryReadText(ref reader, MaxTraceParentLength, ref traceParent, allowEmpty: true):
                    return false;
            }
        }

        if ((seen & Seen.Required) != Seen.Required)
        {
            return false;
        }

        // Reads on to the end, so that anything after the object is found.
        if (reader.Read())
        {
            return false;
        }

        request = new RequestEnvelope(id!, methodName!, method, paramsStart, paramsLength, traceParent);
        return true;
    }

    private static Seen Identify(ref Utf8JsonReader reader)
    {
        Span<byte> unescaped = stackalloc byte[EscapedText.MaxNameLength];
        var name = reader.ValueIsEscaped ? EscapedText.Unescape(reader.ValueSpan, unescaped) : reader.ValueSpan;
        return name.Length switch
        {
            2 when name.SequenceEqual("id"u8) => Seen.Id,
            4 when name.SequenceEqual("type"u8) => Seen.Type,
            6 when name.SequenceEqual("method"u8) => Seen.Method,
            6 when name.SequenceEqual("params"u8) => Seen.Params,
            11 when name.SequenceEqual("traceparent"u8) => Seen.TraceParent,
            17 when name.SequenceEqual("expectedProfileId"u8) => Seen.ExpectedProfileId,
            _ => Seen.None,
        };
    }

    private static bool TryReadText(ref Utf8JsonReader reader, int maxLength, ref string? text, bool allowEmpty = false)
    {
        // No code point takes less than a byte, so mostly the byte count decides.
        if (reader.ValueSpan.Length > maxLength && EscapedText.CountCodePoints(reader.ValueSpan, reader.ValueIsEscaped) > maxLength)
        {
            return false;
        }

        text = reader.GetString()!;
        return allowEmpty || text.Length > 0;
    }

    private static bool TryReadMethod(ref Utf8JsonReader reader, ref string? name, out MethodInfo? method)
    {
        if (!reader.ValueIsEscaped && MethodTable.TryGet(reader.ValueSpan, out method))
        {
            name = method.Name;
            return true;
        }

        method = null;
        if (!TryReadText(ref reader, MaxMethodLength, ref name))
        {
            return false;
        }

        MethodTable.TryGet(name!, out method);
        return true;
    }

    /// <summary>Says why a frame is no request, in the words of the schema. Slow and rare.</summary>
    private static FrameFault? Explain(ReadOnlySpan<byte> utf8)
    {
        // First the rest of the text: what is not JSON at its end is malformed, whatever its beginning looked like.
        if (AnySchema.Instance.Validate(utf8) is { } malformed)
        {
            return ReferenceEquals(malformed, ValidationError.TooDeep) ? FrameFault.TooDeep : FrameFault.NotJson;
        }

        var error = RequestFrameSchema.Root.Validate(utf8);
        return new FrameFault(FrameFaultKind.NotARequest, $"{FrameFault.Prefix}: {error?.Text ?? "must be a request"}", FindId(utf8));
    }

    private static string FindId(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, s_options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return FrameFault.UnknownId;
        }

        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String && TryReadText(ref reader, FrameLimits.MaxIdLength, ref id))
            {
                return id!;
            }

            reader.Skip();
        }

        return FrameFault.UnknownId;
    }

    [Flags]
    private enum Seen
    {
        None = 0,
        Type = 1,
        Id = 2,
        Method = 4,
        Params = 8,
        TraceParent = 16,
        ExpectedProfileId = 32,
        Required = Type | Id | Method,
    }
}
