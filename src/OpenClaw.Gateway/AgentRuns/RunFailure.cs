using System.Text.Json;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Why a run failed, for programs: <c>meta.error</c> of a run's result, <c>{kind, retryAfterMs?}</c>.</summary>
/// <param name="Kind">What failed.</param>
/// <param name="RetryAfter">How long to wait before another try, when known.</param>
public sealed record RunFailure(ModelErrorKind Kind, TimeSpan? RetryAfter)
{
    private static readonly (ModelErrorKind Kind, string Name)[] s_names =
    [
        (ModelErrorKind.Auth, "auth"),
        (ModelErrorKind.RateLimited, "rate_limit"),
        (ModelErrorKind.Unavailable, "unavailable"),
        (ModelErrorKind.Timeout, "timeout"),
        (ModelErrorKind.InvalidResponse, "invalid_response"),
        (ModelErrorKind.InvalidRequest, "invalid_request"),
        (ModelErrorKind.Cancelled, "cancelled"),
    ];

    /// <summary>The failure as the protocol carries it.</summary>
    public JsonElement ToJson()
    {
        var kind = Array.Find(s_names, name => name.Kind == Kind).Name;
        var after = RetryAfter is { } wait ? $",\"retryAfterMs\":{(long)wait.TotalMilliseconds}" : "";
        using var document = JsonDocument.Parse($"{{\"kind\":\"{kind}\"{after}}}");
        return document.RootElement.Clone();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for everything else.</summary>
    public static RunFailure? Of(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var known = Array.FindIndex(s_names, name => kind.ValueEquals(name.Name));
        TimeSpan? after = error.TryGetProperty("retryAfterMs", out var ms) && ms.TryGetInt64(out var wait) ? TimeSpan.FromMilliseconds(wait) : null;
        return known < 0 ? null : new RunFailure(s_names[known].Kind, after);
    }
}
