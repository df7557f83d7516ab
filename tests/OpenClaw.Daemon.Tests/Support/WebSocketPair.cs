using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OpenClaw.Daemon.WebSockets;

namespace OpenClaw.Daemon.Tests;

/// <summary>Two WebSockets at the ends of one TCP connection.</summary>
internal sealed class WebSocketPair : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Socket _clientSocket;
    private readonly Socket _serverSocket;

    private WebSocketPair(Socket client, Socket server)
    {
        _clientSocket = client;
        _serverSocket = server;
        Client = WebSocket.CreateFromStream(new NetworkStream(client, ownsSocket: true), new WebSocketCreationOptions());
        var stream = new NetworkStream(server, ownsSocket: true);
        Writer = new SocketWriter(PipeWriter.Create(stream));
        Server = WebSocket.CreateFromStream(new UpgradedStream(stream, Writer), new WebSocketCreationOptions { IsServer = true });
    }

    public WebSocket Client { get; }

    public WebSocket Server { get; }

    public SocketWriter Writer { get; }

    public static async Task<WebSocketPair> CreateAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var accept = listener.AcceptSocketAsync();
        await client.ConnectAsync(listener.LocalEndpoint);
        return new WebSocketPair(client, await accept);
    }

    public void CutServer() => _serverSocket.Close();

    public void CutClient() => _clientSocket.Close(0);

    public async Task SendInFragmentsAsync(string text, int fragment)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at == 0 || at < bytes.Length; at += fragment)
        {
            var length = Math.Min(fragment, bytes.Length - at);
            await Client.SendAsync(bytes.AsMemory(at, length), WebSocketMessageType.Text, at + length >= bytes.Length, patience.Token);
        }
    }

    public async Task<JsonElement> ReceiveTextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var result = await Client.ReceiveAsync(buffer.AsMemory(), patience.Token);
            Assert.Equal(WebSocketMessageType.Text, result.MessageType);
            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                using var document = JsonDocument.Parse(message.ToArray());
                return document.RootElement.Clone();
            }
        }
    }

    public async Task<WebSocketCloseStatus?> ReceiveCloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while ((await Client.ReceiveAsync(buffer.AsMemory(), patience.Token)).MessageType != WebSocketMessageType.Close)
        {
            // What was sent before the close frame.
        }

        return Client.CloseStatus;
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
