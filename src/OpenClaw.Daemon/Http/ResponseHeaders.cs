using Microsoft.AspNetCore.Http;

namespace OpenClaw.Daemon.Http;

/// <summary>The headers of every answer: nothing is framed, sniffed, cached or told on.</summary>
internal static class ResponseHeaders
{
    /// <summary>Sets them.</summary>
    public static void Secure(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = StartPage.ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
    }
}
