using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Connections;

/// <summary>One request in the hands of its handler. Valid only until the handler returns; keep <see cref="ReplyTo"/> and <see cref="Caller"/>, not this.</summary>
/// <remarks>Role, scope, schema and duplicate ids were checked before.</remarks>
public abstract class MethodCall
{
    /// <summary>The method's name.</summary>
    public abstract string Method { get; }

    /// <summary>Who calls.</summary>
    public abstract Caller Caller { get; }

    /// <summary>The params: UTF-8 JSON that conforms to the method's schema; empty when the request has none. In pooled memory.</summary>
    public abstract ReadOnlyMemory<byte> Params { get; }

    /// <summary>Where an answer that comes later goes.</summary>
    public abstract ReplyTo ReplyTo { get; }

    /// <summary>Answers at once.</summary>
    /// <param name="payloadJson">JSON; shared, never written to again.</param>
    public abstract void Succeed(ReadOnlyMemory<byte> payloadJson);

    /// <summary>Answers at once with an error.</summary>
    public abstract void Fail(ProtocolError error);
}

/// <summary>
/// Serves a method. Runs inside the connection's actor: it parses the params and answers, or tells another actor with the call's
/// <see cref="MethodCall.ReplyTo"/>. Never blocks.
/// </summary>
public delegate void MethodHandler(MethodCall call);

/// <summary>The methods of one context.</summary>
public interface IMethodModule
{
    /// <summary>Registers each method with its handler.</summary>
    void Register(MethodRegistry methods);
}
