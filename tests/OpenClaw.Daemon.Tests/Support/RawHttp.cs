using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>HTTP as an attacker writes it: the request line and headers exactly as given.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Headers of an upgrade, after the request line and Host.</summary>
    public const string Upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    /// <summary>Sends a request and gives the status and the head of the answer.</summary>
    public static async Task<(int Status, string Head)> SendAsync(int port, string requestLine, string host, string headers = "", string body = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{requestLine}{(requestLine.EndsWith("HTTP/1.0", StringComparison.Ordinal) ? "" : " HTTP/1.1")}\r\nHost: {host}\r\n{headers}\r\n{body}"), patience.Token);
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, patience.Token);
            Assert.True(read > 0, $"no answer to {requestLine}: {head}");
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return (int.Parse(head.ToString().Split(' ')[1], CultureInfo.InvariantCulture), head.ToString());
    }
}
