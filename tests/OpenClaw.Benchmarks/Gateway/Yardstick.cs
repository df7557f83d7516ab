using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Benchmarks.Gateway;

/// <summary>
/// The least that Kestrel can do for this protocol: canned answers, no checks, no actors. What the gateway's speed is measured against,
/// in the same minute, on the same machine, with the same client.
/// </summary>
internal static class Yardstick
{
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseWebSockets();

        var clients = new ConcurrentDictionary<Channel<byte[]>, byte>();
        var version = 0;
        var health = $$"""{"ok":true,"pad":"{{new string('a', 1200)}}"}""";

        app.Run(async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                await context.Response.WriteAsync("""{"ok":true}""");
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var queue = Channel.CreateBounded<byte[]>(4096);
            Post(queue, $$$"""{"type":"event","event":"connect.challenge","payload":{"nonce":"{{{Guid.NewGuid()}}}","ts":1}}""");
            var sending = SendAsync(socket, queue.Reader);
            try
            {
                await ReceiveAsync(socket, frame => Handle(queue, frame));
            }
            catch (WebSocketException)
            {
                // The client went away; nothing to clean up but its queue.
            }
            finally
            {
                clients.TryRemove(queue, out _);
                queue.Writer.TryComplete();
            }

            await sending;
        });
        await app.RunAsync($"http://127.0.0.1:{port}");

        void Handle(Channel<byte[]> queue, ReadOnlyMemory<byte> utf8)
        {
            using var frame = JsonDocument.Parse(utf8);
            var id = frame.RootElement.GetProperty("id").GetString();
            switch (frame.RootElement.GetProperty("method").GetString())
            {
                case "connect":
                    clients[queue] = 0;
                    Answer(queue, id, """{"type":"hello-ok","protocol":4,"server":{"version":"1","connId":"x"},"features":{"methods":[],"events":[]},"snapshot":{"presence":[],"health":{},"stateVersion":{"presence":1,"health":1},"uptimeMs":1},"auth":{"role":"operator","scopes":["operator.admin"]},"policy":{"maxPayload":26214400,"maxBufferedBytes":52428800,"tickIntervalMs":30000}}""");
                    break;
                case "system-event":
                    var entry = frame.RootElement.GetProperty("params").GetRawText();
                    var number = Interlocked.Increment(ref version);
                    Answer(queue, id, """{"ok":true}""");
                    var broadcast = Encoding.UTF8.GetBytes($$$"""{"type":"event","event":"presence","payload":{"presence":[{{{entry}}}]},"seq":{{{number}}},"stateVersion":{"presence":{{{number}}},"health":1}}""");
                    foreach (var client in clients.Keys) client.Writer.TryWrite(broadcast);
                    break;
                default:
                    Answer(queue, id, health);
                    break;
            }
        }
    }

    private static async Task SendAsync(WebSocket socket, ChannelReader<byte[]> queue)
    {
        try
        {
            await foreach (var message in queue.ReadAllAsync()) await socket.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The receiving side sees it too and ends the queue.
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, Action<ReadOnlyMemory<byte>> handle)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(65536);
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close) break;
            handle(buffer.AsMemory(0, length));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Post(Channel<byte[]> queue, string text) => queue.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

    private static void Answer(Channel<byte[]> queue, string? id, string payload) =>
        Post(queue, $$"""{"type":"res","id":"{{id}}","ok":true,"payload":{{payload}}}""");
}
