using System.Text.Json;

namespace OpenClaw.Protocol.Errors;

/// <summary>Why a request failed, as it goes over the wire.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">Text for people; some texts are fixed because clients match them.</param>
/// <param name="Details">More about the error, an object; its <c>code</c>, when there, is one of <see cref="ErrorDetailCodes"/>.</param>
/// <param name="Retryable">Whether the same request may succeed later; null says nothing about it.</param>
/// <param name="RetryAfterMs">How long to wait before a retry, in ms.</param>
public sealed partial record ProtocolError(string Code, string Message, JsonElement? Details = null, bool? Retryable = null, int? RetryAfterMs = null)
{
    /// <summary>The request is wrong; sending it again changes nothing.</summary>
    public static ProtocolError InvalidRequest(string message, JsonElement? details = null) => new(ErrorCodes.InvalidRequest, message, details);

    /// <summary>It cannot be done now.</summary>
    public static ProtocolError Unavailable(string message, JsonElement? details = null, bool? retryable = null, int? retryAfterMs = null) =>
        new(ErrorCodes.Unavailable, message, details, retryable, retryAfterMs);

    /// <summary>The gateway has a bug; the log has the rest.</summary>
    public static ProtocolError Internal() => Unavailable("internal error");

    /// <summary>The channel is not linked to an account.</summary>
    public static ProtocolError NotLinked(string message) => new(ErrorCodes.NotLinked, message);

    /// <summary>The device is not paired.</summary>
    public static ProtocolError NotPaired(string message, JsonElement? details = null) => new(ErrorCodes.NotPaired, message, details);

    /// <summary>The agent did not finish in time.</summary>
    public static ProtocolError AgentTimeout(string message) => new(ErrorCodes.AgentTimeout, message, Retryable: true);

    /// <summary>No method of this name.</summary>
    public static ProtocolError UnknownMethod(string method) => InvalidRequest($"unknown method: {Shorten(method)}");

    /// <summary>The connection's role may not call the method.</summary>
    public static ProtocolError UnauthorizedRole(string role) => InvalidRequest($"unauthorized role: {role}");

    /// <summary>The connection lacks a scope. Protocol 3 knows neither the code nor the details.</summary>
    public static ProtocolError MissingScope(string scope, int protocol) => protocol <= 3
        ? InvalidRequest($"missing scope: {scope}")
        : new ProtocolError(ErrorCodes.Forbidden, $"missing scope: {scope}", ProtocolErrorDetails.MissingScope(scope));

    /// <summary>No version is spoken by both sides; <paramref name="expected"/> is the newest the gateway speaks.</summary>
    public static ProtocolError ProtocolMismatch(int clientMin, int clientMax, int expected, int minimum) =>
        InvalidRequest("protocol mismatch", ProtocolErrorDetails.ProtocolMismatch(clientMin, clientMax, expected, minimum));

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "...";
}
