using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace OpenClaw.Tools.Web;

/// <summary>An HTTP client that reaches public addresses only.</summary>
/// <remarks>
/// The check is where the connection is made, on the very address that is dialled: what a name resolved to before, or would resolve to next time, does not
/// matter. Proxies are not used, since they would dial elsewhere; redirects are not followed here, since each is a new request to be judged.
/// </remarks>
internal static class PublicHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A client.</summary>
    /// <param name="mayCall">Which addresses may be dialled.</param>
    public static HttpClient Create(Func<IPAddress, bool> mayCall)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 64,
            ConnectCallback = async (context, cancel) => await ConnectAsync(context.DnsEndPoint, mayCall, cancel),
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for a page or file and goes where it was moved to; each address on the way is judged like the first.</summary>
    /// <param name="http">A client of <see cref="Create"/>.</param>
    /// <param name="address">Where to begin.</param>
    /// <param name="accept">The header <c>Accept</c>; none when null.</param>
    /// <param name="maxRedirects">More are not followed.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The answer, of which the headers have been read, and where it came from; null when it was moved too often.</returns>
    /// <exception cref="ToolRefusalException">It was moved to what may not be asked for.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached; a <see cref="ToolRefusalException"/> inside says that it may not be.</exception>
    public static async Task<(HttpResponseMessage Response, Uri Address)?> GetAsync(HttpClient http, Uri address, string? accept, int maxRedirects, CancellationToken cancel)
    {
        for (var hops = 0; hops <= maxRedirects; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OpenClawGateway", "1.0"));
            if (accept is not null)
            {
                request.Headers.Accept.ParseAdd(accept);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return (response, address);
            }

            response.Dispose();
            address = WebAddress.Parse(location.OriginalString, address);
        }

        return null;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, Func<IPAddress, bool> mayCall, CancellationToken cancel)
    {
        // The resolver refuses the unspecified addresses with an error of its own.
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = addresses.Where(mayCall).ToArray();
        if (allowed.Length == 0)
        {
            throw new ToolRefusalException($"{target.Host} is not a public address. Only the open Internet can be fetched.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
