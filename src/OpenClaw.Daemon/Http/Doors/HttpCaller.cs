using Microsoft.AspNetCore.Http;

namespace OpenClaw.Daemon.Http.Doors;

/// <summary>Reads headers of plain HTTP requests.</summary>
internal static class HttpCaller
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of <c>Authorization: Bearer</c>; null when there is none.</summary>
    public static string? Bearer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    /// <summary>A header's value without blanks; null when it is missing or empty.</summary>
    public static string? Header(HttpContext context, string name) => context.Request.Headers[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
