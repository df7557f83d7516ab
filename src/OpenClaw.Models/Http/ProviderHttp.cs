using System.Net;

namespace OpenClaw.Models.Http;

/// <summary>Makes the HTTP client of one provider.</summary>
internal static class ProviderHttp
{
    /// <summary>One client a provider, kept for its life: connections are pooled and renewed so that a moved address is found.</summary>
    public static HttpClient CreateClient(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,
            // A redirect would carry the key to an address that nobody configured.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        // The idle limit of the stream and the run's own limit end a call; a total limit would cut long answers.
        return new HttpClient(new ProviderHttpHandler(options, limits, time, sockets)) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
