using System.Net.WebSockets;
using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>Opens the socket and performs the handshake: challenge, <c>connect</c>, <c>hello-ok</c>.</summary>
internal static class GatewayConnector
{
    public static async Task<(FrameSocket Socket, GatewayHello Hello)> ConnectAsync(GatewayClientOptions options, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var socket = await OpenAsync(options, deadline.Token, cancellationToken).ConfigureAwait(false);
        try
        {
            return (socket, await HandshakeAsync(socket, options, deadline.Token).ConfigureAwait(false));
        }
        catch (Exception cause)
        {
            socket.Abort();
            socket.Dispose();
            if (cause is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw TimedOut(options, cause);
            if (cause is WebSocketException)
                throw new GatewayConnectException(GatewayConnectFailure.Closed, options.Address, $"{options.Address} dropped the connection during the handshake", cause);
            throw;
        }
    }

    private static async Task<FrameSocket> OpenAsync(GatewayClientOptions options, CancellationToken deadline, CancellationToken caller)
    {
        try
        {
            return new FrameSocket(await WebSocketDialer.DialAsync(options.Address, deadline).ConfigureAwait(false), options.MaxFrameBytes);
        }
        catch (OperationCanceledException late) when (!caller.IsCancellationRequested)
        {
            throw TimedOut(options, late);
        }
    }

    private static async Task<GatewayHello> HandshakeAsync(FrameSocket socket, GatewayClientOptions options, CancellationToken cancellationToken)
    {
        const string connectId = "connect";
        var nonce = await ChallengeAsync(socket, options, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(ConnectRequest.Write(connectId, options, nonce), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var envelope = await ReceiveAsync(socket, options, cancellationToken).ConfigureAwait(false);
            if (envelope.Kind != InboundKind.Response || envelope.Id != connectId)
                continue;
            if (!envelope.Ok)
            {
                var error = new GatewayErrorException("connect", envelope.Body);
                throw new GatewayConnectException(GatewayConnectFailure.Refused, options.Address, $"{options.Address} refused the connection: {error.Message}", error);
            }

            if (envelope.Body.String("type") == "hello-ok")
                return new GatewayHello(envelope.Body);
            throw new GatewayConnectException(GatewayConnectFailure.NotAGateway, options.Address, $"{options.Address} answered the handshake with something other than hello-ok");
        }
    }

    private static async Task<string?> ChallengeAsync(FrameSocket socket, GatewayClientOptions options, CancellationToken cancellationToken)
    {
        var envelope = await ReceiveAsync(socket, options, cancellationToken).ConfigureAwait(false);
        return envelope is { Kind: InboundKind.Event, EventName: "connect.challenge" } ? envelope.Body.String("nonce") : null;
    }

    private static async ValueTask<InboundEnvelope> ReceiveAsync(FrameSocket socket, GatewayClientOptions options, CancellationToken cancellationToken)
    {
        var frame = await socket.ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (frame is not { } bytes)
            throw new GatewayConnectException(GatewayConnectFailure.Closed, options.Address, $"{options.Address} closed the connection during the handshake ({socket.CloseReceived})");
        return InboundEnvelope.TryRead(bytes.Span, out var envelope, out var fault)
            ? envelope
            : throw new GatewayConnectException(GatewayConnectFailure.NotAGateway, options.Address, $"{options.Address} sent {fault}: it is no OpenClaw gateway");
    }

    private static GatewayConnectException TimedOut(GatewayClientOptions options, Exception cause) =>
        new(GatewayConnectFailure.TimedOut, options.Address, $"{options.Address} did not finish the handshake within {options.ConnectTimeout.TotalMilliseconds:0} ms", cause);
}
