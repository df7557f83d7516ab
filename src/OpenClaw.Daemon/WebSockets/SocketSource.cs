using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Akka.Streams;
using Akka.Streams.Stage;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.WebSockets;

/// <summary>Reads a WebSocket into pooled buffers, a message at a time and only on demand.</summary>
/// <remarks>
/// While it waits it holds no buffer: a read of zero bytes tells that data is there, then one is rented. Binary messages are
/// read like text, as the original does; what counts is whether the bytes are a frame. Once the connection is closing,
/// messages are read and thrown away, for unread data would make the kernel reset the connection and lose the close frame.
/// </remarks>
internal sealed class SocketSource(SocketConnection connection) : GraphStage<SourceShape<SocketProtocol.ISocketSignal>>
{
    private readonly Outlet<SocketProtocol.ISocketSignal> _out = new("SocketSource.out");

    public override SourceShape<SocketProtocol.ISocketSignal> Shape => _shape ??= new SourceShape<SocketProtocol.ISocketSignal>(_out);

    private SourceShape<SocketProtocol.ISocketSignal>? _shape;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, connection);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly SocketSource _stage;
        private readonly SocketConnection _connection;
        private readonly Action _signalReceived;
        private ValueTaskAwaiter<ValueWebSocketReceiveResult> _pending;
        private byte[]? _buffer;
        private int _filled;
        private bool _reading;
        private bool _discarding;

        public Logic(SocketSource stage, SocketConnection connection)
            : base(stage.Shape)
        {
            _stage = stage;
            _connection = connection;
            _signalReceived = GetAsyncCallback(OnReceived);
            SetHandler(stage._out, this);
        }

        public override void PreStart() => _connection.Closing.Attach(GetAsyncCallback(OnClosing));

        public override void OnPull()
        {
            if (!_reading)
            {
                Read();
            }
        }

        public override void PostStop()
        {
            ReturnBuffer();
            _connection.InboundEnded();
        }

        private void OnClosing()
        {
            _discarding = true;
            if (!_reading)
            {
                Read();
            }
        }

        /// <summary>Reads until a message is complete or the socket makes us wait.</summary>
        private void Read()
        {
            _reading = true;
            while (_reading)
            {
                ValueTaskAwaiter<ValueWebSocketReceiveResult> awaiter;
                try
                {
#pragma warning disable CA2012 // The awaiter is consumed once: here when it is complete, else in OnReceived.
                    awaiter = _connection.Socket.ReceiveAsync(Free(), CancellationToken.None).GetAwaiter();
#pragma warning restore CA2012
                }
                catch (Exception exception)
                {
                    OnFailure(exception);
                    return;
                }

                if (!awaiter.IsCompleted)
                {
                    _pending = awaiter;
                    awaiter.UnsafeOnCompleted(_signalReceived);
                    return;
                }

                Handle(awaiter);
            }
        }

        private void OnReceived()
        {
            var awaiter = _pending;
            _pending = default;
            Handle(awaiter);
            if (_reading)
            {
                Read();
            }
        }

        private void Handle(ValueTaskAwaiter<ValueWebSocketReceiveResult> awaiter)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = awaiter.GetResult();
            }
            catch (Exception exception)
            {
                OnFailure(exception);
                return;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                OnClose();
                return;
            }

            _filled += result.Count;
            if (_discarding)
            {
                // Thrown away, but it has to be read: a read without room finds the same bytes for ever.
                _filled = 0;
                MakeRoom();
            }
            else if (_filled > _connection.InboundLimit)
            {
                OnTooLarge();
            }
            else if (result.EndOfMessage)
            {
                OnMessage();
            }
            else
            {
                MakeRoom();
            }
        }

        private void OnMessage()
        {
            var frame = new InboundFrame(_buffer ?? ArrayPool<byte>.Shared.Rent(0), _filled);
            _buffer = null;
            _filled = 0;
            _reading = false;
            Push(_stage._out, new SocketProtocol.FrameReceived(frame));
        }

        private void OnTooLarge()
        {
            _filled = 0;
            _reading = false;
            _discarding = true;
            // From here on everything is thrown away; the actor completes with 1009, which ends the discarding.
            Push(_stage._out, new SocketProtocol.FrameTooLarge(_connection.InboundLimit));
        }

        private void OnClose()
        {
            _reading = false;
            _connection.OnPeerClose();
            if (IsAvailable(_stage._out))
            {
                Push(_stage._out, new SocketProtocol.Closed((int?)_connection.Socket.CloseStatus, _connection.Socket.CloseStatusDescription ?? ""));
            }

            CompleteStage();
        }

        private void OnFailure(Exception exception)
        {
            _reading = false;
            if (_discarding)
            {
                // Expected: whoever closed has cut the socket after waiting long enough.
                CompleteStage();
            }
            else
            {
                if (exception is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted })
                {
                    _connection.OnPeerFault();
                }

                FailStage(exception);
            }
        }

        private Memory<byte> Free() => _buffer is null ? Memory<byte>.Empty : _buffer.AsMemory(_filled, Math.Min(_buffer.Length, Capacity) - _filled);

        /// <summary>One byte over the limit, by which a message that is too large gives itself away.</summary>
        private int Capacity => _discarding ? int.MaxValue : _connection.InboundLimit + 1;

        private void MakeRoom()
        {
            if (_buffer is null)
            {
                _buffer = ArrayPool<byte>.Shared.Rent(_connection.Options.FirstBufferBytes);
            }
            else if (_filled == Math.Min(_buffer.Length, Capacity))
            {
                var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * _buffer.Length, Capacity));
                _buffer.AsSpan(0, _filled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = larger;
            }
        }

        private void ReturnBuffer()
        {
            // A read that is still under way writes into the buffer, so such a buffer is left to the collector.
            if (_buffer is not null && !_reading)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            _buffer = null;
        }
    }
}
