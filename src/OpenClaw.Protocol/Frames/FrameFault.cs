namespace OpenClaw.Protocol.Frames;

/// <summary>Why bytes from a client are no request.</summary>
/// <param name="Kind">What sort of fault it is.</param>
/// <param name="Text">Message of the error to answer with, as <c>invalid request frame: must be object</c>.</param>
/// <param name="Id">Id to answer under: the frame's own where it has a usable one, else <c>invalid</c>.</param>
public sealed record FrameFault(FrameFaultKind Kind, string Text, string Id)
{
    /// <summary>Id of the answer to a frame without a usable id.</summary>
    public const string UnknownId = "invalid";

    /// <summary>Begins the message of every fault.</summary>
    public const string Prefix = "invalid request frame";

    internal static readonly FrameFault NotJson = new(FrameFaultKind.Malformed, Prefix + ": must be valid JSON", UnknownId);

    internal static readonly FrameFault NotUtf8 = new(FrameFaultKind.Malformed, Prefix + ": must be valid UTF-8", UnknownId);

    internal static readonly FrameFault TooDeep = new(FrameFaultKind.Malformed, $"{Prefix}: must not nest deeper than {Validation.SchemaNode.MaxDepth} levels", UnknownId);
}

/// <summary>Sorts of faults.</summary>
public enum FrameFaultKind
{
    /// <summary>Not JSON, not UTF-8, or nested too deeply. Before the handshake the connection closes with 1000.</summary>
    Malformed,

    /// <summary>JSON, and no request frame. Before the handshake the connection closes with 1008.</summary>
    NotARequest,
}
