using System.Threading.Channels;

namespace OpenClaw.Client;

/// <summary>A bounded buffer of the events one reader asked for. One reader; enumerate once.</summary>
/// <remarks>
/// Nothing is dropped in silence: a full buffer ends the enumeration with <see cref="EventOverflowException"/>, since the
/// gateway does not replay events and a reader with a hole must read state afresh. The end of the connection ends the
/// enumeration normally; <see cref="GatewayClient.Closed"/> tells how.
/// </remarks>
public sealed class EventSubscription : IDisposable, IAsyncEnumerable<GatewayEvent>
{
    private readonly EventHub _hub;
    private readonly Func<GatewayEvent, bool> _filter;
    private readonly Channel<GatewayEvent> _buffer;
    private readonly int _capacity;

    internal EventSubscription(EventHub hub, Func<GatewayEvent, bool> filter, int capacity)
    {
        _hub = hub;
        _filter = filter;
        _capacity = capacity;
        _buffer = Channel.CreateBounded<GatewayEvent>(new BoundedChannelOptions(capacity)
        {
            SingleReader = true,
            SingleWriter = true,
        });
    }

    /// <summary>Reads events until the connection or the subscription ends.</summary>
    public IAsyncEnumerator<GatewayEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _buffer.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>Takes an event that has already arrived, without waiting.</summary>
    public bool TryRead(out GatewayEvent? received) => _buffer.Reader.TryRead(out received);

    /// <summary>Waits for the next event.</summary>
    /// <exception cref="ChannelClosedException">The connection or the subscription ended.</exception>
    public ValueTask<GatewayEvent> ReadAsync(CancellationToken cancellationToken = default) => _buffer.Reader.ReadAsync(cancellationToken);

    /// <summary>Ends the subscription.</summary>
    public void Dispose()
    {
        _hub.Remove(this);
        Complete();
    }

    internal void Offer(GatewayEvent received)
    {
        if (_filter(received) && !_buffer.Writer.TryWrite(received) && _buffer.Writer.TryComplete(new EventOverflowException(_capacity)))
            _hub.Remove(this);
    }

    internal void Complete() => _buffer.Writer.TryComplete();
}
