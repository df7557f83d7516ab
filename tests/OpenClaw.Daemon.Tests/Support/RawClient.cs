using System.Buffers.Text;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using OpenClaw.Domain.Access.Signatures;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>A bare WebSocket client: sends what it is told, right or wrong, and shows what comes back.</summary>
internal sealed class RawClient : IDisposable
{
    /// <summary>No answer of the gateway takes this long; a test that waits longer has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Queue<JsonElement> _passedOver = new();
    private int _nextId;

    public WebSocketCloseStatus? CloseCode => _socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    public static async Task<RawClient> OpenAsync(int port, params (string Name, string Value)[] headers)
    {
        var client = new RawClient();
        foreach (var (name, value) in headers)
        {
            client._socket.Options.SetRequestHeader(name, value);
        }

        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), patience.Token);
        return client;
    }

    /// <summary>Takes the challenge, connects as the local backend, and gives hello-ok's payload.</summary>
    public async Task<JsonElement> HandshakeAsync(string token)
    {
        var challenge = await ReceiveAsync();
        Assert.Equal("connect.challenge", challenge!.Value.GetProperty("event").GetString());
        await SendAsync(ConnectFrame(token));
        var answer = await ReceiveAsync();
        Assert.True(answer!.Value.GetProperty("ok").GetBoolean(), answer.Value.ToString());
        return answer.Value.GetProperty("payload");
    }

    public static string ConnectFrame(string? token) => JsonSerializer.Serialize(new
    {
        type = "req",
        id = "c1",
        method = "connect",
        @params = new
        {
            minProtocol = 4,
            maxProtocol = 4,
            client = new { id = "gateway-client", version = "1.0.0", platform = "test", mode = "backend" },
            role = "operator",
            scopes = new[] { "operator.admin", "operator.read", "operator.write" },
            auth = token is null ? null : new { token },
        },
    }, WithoutNulls);

    /// <summary>Takes the challenge, connects as this device, and gives the answer to connect.</summary>
    /// <param name="device">Whose key signs.</param>
    /// <param name="token">The token that it presents.</param>
    /// <param name="scopes">The scopes that it asks for.</param>
    /// <param name="signedScopes">The scopes that the signature covers; the same unless something is forged.</param>
    public async Task<JsonElement> ConnectSignedAsync(byte device, string token, string[] scopes, string[]? signedScopes = null)
    {
        var seed = SHA256.HashData([device]);
        var publicKey = Ed25519.PublicKeyOf(seed);
        var id = DeviceId(device);
        var challenge = await ReceiveEventAsync("connect.challenge");
        var nonce = challenge.GetProperty("payload").GetProperty("nonce").GetString()!;
        var signedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var text = $"v3|{id}|cli|cli|operator|{string.Join(',', signedScopes ?? scopes)}|{signedAt}|{token}|{nonce}|test|";
        await SendAsync(JsonSerializer.Serialize(new
        {
            type = "req",
            id = "c1",
            method = "connect",
            @params = new
            {
                minProtocol = 4,
                maxProtocol = 4,
                client = new { id = "cli", version = "1.0.0", platform = "test", mode = "cli" },
                role = "operator",
                scopes,
                auth = new { token },
                device = new
                {
                    id,
                    publicKey = Base64Url.EncodeToString(publicKey),
                    signature = Base64Url.EncodeToString(Ed25519.Sign(seed, Encoding.UTF8.GetBytes(text))),
                    signedAt,
                    nonce,
                },
            },
        }));
        return (await ReceiveAsync())!.Value;
    }

    /// <summary>The id of a device of <see cref="ConnectSignedAsync"/>.</summary>
    public static string DeviceId(byte device) => Convert.ToHexStringLower(SHA256.HashData(Ed25519.PublicKeyOf(SHA256.HashData([device]))));

    /// <summary>Calls a method and gives its answer. Events that come before it can still be received by name: answers and events take different ways.</summary>
    public async Task<JsonElement> CallAsync(string method, string? parameters = null)
    {
        var id = $"r{++_nextId}";
        await SendAsync(parameters is null
            ? $$"""{"type":"req","id":"{{id}}","method":"{{method}}"}"""
            : $$"""{"type":"req","id":"{{id}}","method":"{{method}}","params":{{parameters}} }""");
        while (true)
        {
            var frame = await ReceiveAsync();
            Assert.True(frame is not null, $"closed with {CloseCode} \"{CloseReason}\" while waiting for {method}");
            if (frame.Value.TryGetProperty("id", out var answered) && answered.GetString() == id)
            {
                return frame.Value;
            }

            _passedOver.Enqueue(frame.Value);
        }
    }

    public async Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, patience.Token);
    }

    /// <summary>Sends what may be refused half-way.</summary>
    public async Task SendLargeAsync(int bytes)
    {
        try
        {
            await SendAsync("""{"type":"req","id":"x1","method":"health","params":{"pad":"XX"}}""".Replace("XX", new string('a', bytes), StringComparison.Ordinal));
        }
        catch (WebSocketException)
        {
            // The gateway need not read to the end what it refuses.
        }
    }

    /// <summary>The next frame; null once the gateway has closed, with or without a close frame.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(_buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                Assert.Equal(WebSocketMessageType.Text, result.MessageType);
                using var document = JsonDocument.Parse(message.ToArray());
                return document.RootElement.Clone();
            }
        }
    }

    /// <summary>Everything until the close frame.</summary>
    public async Task<List<JsonElement>> ReceiveToEndAsync()
    {
        var frames = new List<JsonElement>();
        while (await ReceiveAsync() is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <summary>The next event of a name.</summary>
    public async Task<JsonElement> ReceiveEventAsync(string name)
    {
        while (_passedOver.TryDequeue(out var earlier))
        {
            if (IsEvent(earlier, name))
            {
                return earlier;
            }
        }

        // Ticks come for ever, so a frame in time is not yet the frame in time.
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            var frame = await ReceiveAsync();
            Assert.True(frame is not null, $"closed with {CloseCode} while waiting for the event {name}");
            if (IsEvent(frame.Value, name))
            {
                return frame.Value;
            }
        }

        throw new TimeoutException($"the event {name} did not come in time");
    }

    private static bool IsEvent(JsonElement frame, string name) => frame.TryGetProperty("event", out var @event) && @event.GetString() == name;

    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
    }

    public void Dispose() => _socket.Dispose();
}
