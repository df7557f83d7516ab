using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>The gateway answered a request with an error.</summary>
public sealed class GatewayErrorException : Exception
{
    internal GatewayErrorException(string method, JsonElement error)
        : base(error.String("message") ?? "the gateway refused the request without saying why")
    {
        Method = method;
        Code = error.String("code") ?? "UNAVAILABLE";
        Details = error.Property("details");
        IsRetryable = error.Boolean("retryable") ?? false;
        RetryAfter = error.Int64("retryAfterMs") is { } ms and >= 0 ? TimeSpan.FromMilliseconds(ms) : null;
    }

    /// <summary>The method that was refused.</summary>
    public string Method { get; }

    /// <summary>The protocol's error code, such as <c>INVALID_REQUEST</c> or <c>UNAVAILABLE</c>.</summary>
    public string Code { get; }

    /// <summary>Machine-readable details; undefined when the gateway sent none.</summary>
    public JsonElement Details { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsRetryable { get; }

    /// <summary>When to retry at the earliest; null when the gateway did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The finer code inside <see cref="Details"/>, such as <c>AUTH_TOKEN_MISMATCH</c>; null when there is none.</summary>
    public string? DetailCode => Details.String("code");
}
