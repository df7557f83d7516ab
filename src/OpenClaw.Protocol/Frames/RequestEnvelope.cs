using OpenClaw.Protocol.Methods;

namespace OpenClaw.Protocol.Frames;

/// <summary>A request frame, taken apart; the params stay where they are, in the frame's bytes.</summary>
public readonly struct RequestEnvelope
{
    internal RequestEnvelope(string id, string methodName, MethodInfo? method, int paramsStart, int paramsLength, string? traceParent)
    {
        Id = id;
        MethodName = methodName;
        Method = method;
        ParamsStart = paramsStart;
        ParamsLength = paramsLength;
        TraceParent = traceParent;
    }

    /// <summary>Id chosen by the client.</summary>
    public string Id { get; }

    /// <summary>Name of the method.</summary>
    public string MethodName { get; }

    /// <summary>The method, or null when the protocol has none of this name.</summary>
    public MethodInfo? Method { get; }

    /// <summary>Where the params begin in the frame's bytes.</summary>
    public int ParamsStart { get; }

    /// <summary>Length of the params in bytes; 0 when there are none.</summary>
    public int ParamsLength { get; }

    /// <summary>W3C trace context of the caller, or null.</summary>
    public string? TraceParent { get; }

    /// <summary>The params within the frame's bytes; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Params(ReadOnlyMemory<byte> frame) => frame.Slice(ParamsStart, ParamsLength);

    /// <summary>The params within the frame's bytes; empty when there are none.</summary>
    public ReadOnlySpan<byte> Params(ReadOnlySpan<byte> frame) => frame.Slice(ParamsStart, ParamsLength);
}
