using System.Collections.Immutable;
using Akka.Streams.Dsl;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The hub's side: a queue for each consumer; together they hold a bounded number of elements.</summary>
internal sealed class PartitionHubLogic<T>(Func<PartitionHub.IConsumerInfo, T, long> choose, int startAfter, int size) : SinkLogic<T>, IConsumerHub<T>, PartitionHub.IConsumerInfo
{
    private readonly Dictionary<long, Reader> _readers = [];
    private readonly Dictionary<HubConsumerLogic<T>, Reader> _byConsumer = [];
    private ImmutableArray<long> _ids = [];
    private readonly Queue<T> _early = new();   // before enough consumers have come
    private volatile Exception? _failure;
    private long _lastId = -1;
    private int _queued;
    private bool _started;
    private bool _ended;

    public ImmutableArray<long> ConsumerIds => _ids;

    public int Size => _ids.Length;

    public int QueueSize(long consumerId) =>
        _readers.TryGetValue(consumerId, out var reader) ? reader.Queue.Count : throw new ArgumentException($"Invalid stream consumer id: {consumerId}");

    public long ConsumerIdByIndex(int index) => _ids[index];

    public override void PreStart()
    {
        // Consumers still read what is queued after upstream has completed.
        SetKeepGoing(true);
        Pull(In);
    }

    public override void OnPush()
    {
        var element = Grab(In);
        if (_started && _ids.Length > 0) Route(element);
        else _early.Enqueue(element);
        PullIfRoom();
    }

    public override void OnUpstreamFinish()
    {
        _ended = true;
        CompleteDrained();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _failure = e;
        _ended = true;
        FailStage(e);
    }

    public override void PostStop()
    {
        if (!_ended) _failure = new AbruptStageTerminationException(this);
        _ended = true;
        foreach (var consumer in _byConsumer.Keys) consumer.Complete(_failure);
        _byConsumer.Clear();
        _readers.Clear();
    }

    // A hub that has ended answers at once.
    public void Join(HubConsumerLogic<T> consumer) => Post(OnJoin, consumer, late => late.Complete(_failure));

    public void Request(HubConsumerLogic<T> consumer) => Post(OnRequest, consumer);

    public void Leave(HubConsumerLogic<T> consumer) => Post(OnLeave, consumer);

    private void OnJoin(HubConsumerLogic<T> consumer)
    {
        var reader = new Reader(++_lastId, consumer);
        _readers.Add(reader.Id, reader);
        _byConsumer.Add(consumer, reader);
        _ids = _ids.Add(reader.Id);
        if (_ids.Length >= startAfter) _started = true;
        if (_started)
        {
            while (_early.TryDequeue(out var element)) Route(element);
        }

        if (_ended) CompleteDrained();
        else PullIfRoom();
    }

    private void OnRequest(HubConsumerLogic<T> consumer)
    {
        if (!_byConsumer.TryGetValue(consumer, out var reader)) return;
        reader.Wants = true;
        Deliver(reader);
        if (_ended) CompleteDrained();
        else PullIfRoom();
    }

    private void OnLeave(HubConsumerLogic<T> consumer)
    {
        if (!_byConsumer.Remove(consumer, out var reader)) return;
        _readers.Remove(reader.Id);
        _ids = _ids.Remove(reader.Id);
        _queued -= reader.Queue.Count;
        if (_ended) CompleteDrained();
        else PullIfRoom();
    }

    private void Route(T element)
    {
        var id = choose(this, element);
        if (id < 0) return;
        // A consumer that has just left takes its element with it.
        if (!_readers.TryGetValue(id, out var reader)) return;
        reader.Queue.Enqueue(element);
        _queued++;
        Deliver(reader);
    }

    private void Deliver(Reader reader)
    {
        if (!reader.Wants || !reader.Queue.TryDequeue(out var element)) return;
        reader.Wants = false;
        _queued--;
        reader.Consumer.Deliver(element);
    }

    private void PullIfRoom()
    {
        if (_queued + _early.Count < size && !HasBeenPulled(In)) TryPull(In);
    }

    private void CompleteDrained()
    {
        foreach (var (consumer, reader) in _byConsumer.ToArray())
        {
            if (reader.Queue.Count != 0) continue;
            _byConsumer.Remove(consumer);
            _readers.Remove(reader.Id);
            _ids = _ids.Remove(reader.Id);
            consumer.Complete(null);
        }

        if (_byConsumer.Count == 0 && _early.Count == 0) CompleteStage();
    }

    private sealed class Reader(long id, HubConsumerLogic<T> consumer)
    {
        internal long Id => id;
        internal HubConsumerLogic<T> Consumer => consumer;
        internal Queue<T> Queue { get; } = new();
        internal bool Wants { get; set; }
    }
}
