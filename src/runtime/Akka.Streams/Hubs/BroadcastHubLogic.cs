using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>
/// The hub's side: a window of the last elements by position. Each consumer has read up to some position; the window begins at the smallest one.
/// </summary>
internal sealed class BroadcastHubLogic<T>(int size) : SinkLogic<T>, IConsumerHub<T>
{
    private readonly T[] _window = new T[size];
    private readonly Dictionary<HubConsumerLogic<T>, Reader> _readers = [];
    private long _first;
    private long _next;
    private volatile Exception? _failure;
    private bool _ended;

    public override void PreStart()
    {
        // Consumers still read what is in the window after upstream has completed.
        SetKeepGoing(true);
        Pull(In);
    }

    public override void OnPush()
    {
        _window[_next % size] = Grab(In);
        _next++;
        foreach (var (consumer, reader) in _readers) Deliver(consumer, reader);
        Advance();
    }

    public override void OnUpstreamFinish() => End(null);

    public override void OnUpstreamFailure(Exception e) => End(e);

    public override void PostStop()
    {
        if (!_ended) _failure = new AbruptStageTerminationException(this);
        _ended = true;
        foreach (var consumer in _readers.Keys) consumer.Complete(_failure);
        _readers.Clear();
    }

    // A hub that has ended answers at once.
    public void Join(HubConsumerLogic<T> consumer) => Post(OnJoin, consumer, late => late.Complete(_failure));

    public void Request(HubConsumerLogic<T> consumer) => Post(OnRequest, consumer);

    public void Leave(HubConsumerLogic<T> consumer) => Post(OnLeave, consumer);

    private void OnJoin(HubConsumerLogic<T> consumer)
    {
        // The first consumer gets what was kept for it, a later one what comes from now on.
        _readers[consumer] = new Reader { Position = _readers.Count == 0 ? _first : _next };
    }

    private void OnRequest(HubConsumerLogic<T> consumer)
    {
        if (!_readers.TryGetValue(consumer, out var reader)) return;
        reader.Wants = true;
        Deliver(consumer, reader);
        Advance();
    }

    private void OnLeave(HubConsumerLogic<T> consumer)
    {
        if (!_readers.Remove(consumer)) return;
        if (_readers.Count == 0 && _ended) CompleteStage();
        else if (_readers.Count > 0) Advance();
    }

    private void Deliver(HubConsumerLogic<T> consumer, Reader reader)
    {
        if (!reader.Wants || reader.Position == _next) return;
        reader.Wants = false;
        consumer.Deliver(_window[reader.Position % size]);
        reader.Position++;
    }

    private void Advance()
    {
        if (_readers.Count > 0)
        {
            var smallest = _next;
            foreach (var reader in _readers.Values) smallest = Math.Min(smallest, reader.Position);
            for (; _first < smallest; _first++) _window[_first % size] = default!;
        }

        if (_ended)
        {
            CompleteReaders();
            return;
        }

        if (_next - _first < size && !HasBeenPulled(In)) TryPull(In);
    }

    private void End(Exception? failure)
    {
        _failure = failure;
        _ended = true;
        if (failure is not null)
        {
            FailStage(failure);
            return;
        }

        if (_readers.Count == 0 && _next == _first) CompleteStage();
        else CompleteReaders();
    }

    private void CompleteReaders()
    {
        List<HubConsumerLogic<T>>? done = null;
        foreach (var (consumer, reader) in _readers)
            if (reader.Position == _next) (done ??= []).Add(consumer);
        foreach (var consumer in done ?? [])
        {
            _readers.Remove(consumer);
            consumer.Complete(null);
        }

        if (done is not null && _readers.Count == 0) CompleteStage();
    }

    private sealed class Reader
    {
        internal long Position;
        internal bool Wants;
    }
}
