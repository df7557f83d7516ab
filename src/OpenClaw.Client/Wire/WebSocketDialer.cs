using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Client;

/// <summary>Opens a WebSocket: TCP, TLS for <c>wss</c>, and the upgrade of RFC 6455 section 4.1.</summary>
/// <remarks>
/// The framework's own client does this through its whole HTTP stack, whose start alone costs a command line more than
/// everything else it does. Frames, masking, close and limits stay the framework's (<see cref="WebSocket.CreateFromStream(Stream, WebSocketCreationOptions)"/>).
/// Not done, on purpose: HTTP proxies, redirects, compression.
/// </remarks>
internal static class WebSocketDialer
{
    private const int MaxHeadBytes = 16 * 1024;

    /// <summary>RFC 6455, 1.3: what a server appends to the key before hashing it.</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Connects and upgrades.</summary>
    /// <exception cref="GatewayConnectException">Unreachable, or no WebSocket server.</exception>
    public static async Task<WebSocket> DialAsync(Uri address, CancellationToken cancellationToken)
    {
        var stream = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        try
        {
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            await stream.WriteAsync(Request(address, key), cancellationToken).ConfigureAwait(false);
            var head = await ReadHeadAsync(address, stream, cancellationToken).ConfigureAwait(false);
            if (Fault(head, key) is { } fault)
                throw NotAGateway(address, fault);
            // The gateway's ticks and the client's watchdog show life; pings of our own would add nothing.
            return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = TimeSpan.Zero });
        }
        catch (Exception failure)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (failure is IOException)
                throw NotAGateway(address, "it dropped the connection during the upgrade", failure);
            throw;
        }
    }

    private static async Task<Stream> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.IdnHost, address.Port, cancellationToken).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return address.Scheme == "wss" ? await SecureAsync(address, plain, cancellationToken).ConfigureAwait(false) : plain;
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure switch
            {
                SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new GatewayConnectException(
                    GatewayConnectFailure.Unreachable, address, $"nothing listens at {address} (connection refused)", failure),
                SocketException => new GatewayConnectException(
                    GatewayConnectFailure.Unreachable, address, $"{address} cannot be reached: {failure.Message}", failure),
                System.Security.Authentication.AuthenticationException or IOException => NotAGateway(address, $"TLS failed: {failure.Message}", failure),
                _ => failure,
            };
        }
    }

    private static async Task<Stream> SecureAsync(Uri address, Stream plain, CancellationToken cancellationToken)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, cancellationToken).ConfigureAwait(false);
        return secure;
    }

    private static byte[] Request(Uri address, string key) => Encoding.ASCII.GetBytes(
        $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {HostOf(address)}\r\n"
        + $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n");

    /// <summary>Host and, unless it is the scheme's own, port; names in ASCII, IPv6 addresses in brackets (RFC 9110, 7.2).</summary>
    internal static string HostOf(Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
    }

    /// <summary>Reads the answer's head and not a byte more: what follows is WebSocket frames. A head is short, so bytes are read singly.</summary>
    private static async Task<string> ReadHeadAsync(Uri address, Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[MaxHeadBytes];
        for (var length = 0; length < head.Length;)
        {
            if (await stream.ReadAsync(head.AsMemory(length, 1), cancellationToken).ConfigureAwait(false) == 0)
                throw NotAGateway(address, length == 0 ? "it closed the connection without an answer" : "its answer to the upgrade is cut short");
            length++;
            if (head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                return Encoding.Latin1.GetString(head, 0, length);
            if (length == 5 && !head.AsSpan(0, 5).SequenceEqual("HTTP/"u8))
                throw NotAGateway(address, "it does not speak HTTP");
        }

        throw NotAGateway(address, "its answer to the upgrade never ends");
    }

    /// <summary>What is wrong with the answer; null when it is the upgrade that was asked for.</summary>
    private static string? Fault(string head, string key)
    {
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var status = lines[0].Split(' ', 3);
        if (status.Length < 2 || status[1] != "101")
            return $"it answered the upgrade with {(status.Length < 2 ? lines[0] : string.Join(' ', status[1..]))}";
        // SHA-1 is what the RFC asks for; it guards against servers that do not know WebSockets, not against attackers.
#pragma warning disable CA5350
        var expected = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
        return Header(lines, "Sec-WebSocket-Accept") != expected ? "its answer to the upgrade has the wrong key"
            : Header(lines, "Sec-WebSocket-Extensions") is not null ? "it uses a WebSocket extension that was not offered"
            : null;
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static GatewayConnectException NotAGateway(Uri address, string what, Exception? cause = null) =>
        new(GatewayConnectFailure.NotAGateway, address, $"{address} is no OpenClaw gateway: {what}", cause);
}
