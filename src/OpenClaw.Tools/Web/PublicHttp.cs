using System.Net;
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
