using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>What a hub and one of its producers tell each other.</summary>
internal readonly record struct MergeHubEvent<T>(MergeHubProducerLogic<T> Producer, MergeHubEventKind Kind, T Element);

internal enum MergeHubEventKind
{
    Joined,
    Element,
    Left,
}

/// <summary>The hub's side: elements of all producers as they come; each has a credit of so many elements.</summary>
internal sealed class MergeHubLogic<T>(int perProducerBuffer) : SourceLogic<T>
{
    private readonly LinkedBuffer<MergeHubEvent<T>> _queue = new();
    private readonly Dictionary<MergeHubProducerLogic<T>, int> _consumed = [];
    private readonly int _batch = Math.Max(1, perProducerBuffer / 2);

    internal int PerProducerBuffer => perProducerBuffer;

    /// <summary>From a producer's graph; a hub that has ended ends the producer.</summary>
    internal void Send(MergeHubEvent<T> hubEvent) => Post(OnEvent, hubEvent, static late => late.Producer.HubEnded());

    public override void OnPull()
    {
        if (_queue.Count > 0) Emit();
    }

    public override void PostStop()
    {
        foreach (var producer in _consumed.Keys) producer.HubEnded();
        _consumed.Clear();
    }

    private void OnEvent(MergeHubEvent<T> hubEvent)
    {
        switch (hubEvent.Kind)
        {
            case MergeHubEventKind.Joined:
                _consumed[hubEvent.Producer] = 0;
                hubEvent.Producer.Credit(perProducerBuffer);
                break;
            case MergeHubEventKind.Left:
                _consumed.Remove(hubEvent.Producer);
                break;
            default:
                _queue.AddLast(hubEvent);
                if (IsAvailable(Out)) Emit();
                break;
        }
    }

    private void Emit()
    {
        var (producer, _, element) = _queue.TakeFirst();
        Push(Out, element);
        if (!_consumed.TryGetValue(producer, out var consumed)) return;

        // Credit goes back in batches, so that not every element crosses threads twice.
        if (++consumed == _batch)
        {
            consumed = 0;
            producer.Credit(_batch);
        }

        _consumed[producer] = consumed;
    }
}

/// <summary>A producer's side: sends as many elements as it has credit for.</summary>
internal sealed class MergeHubProducerLogic<T>(MergeHubLogic<T> hub) : SinkLogic<T>
{
    private int _credit;

    public override void PreStart() => hub.Send(new MergeHubEvent<T>(this, MergeHubEventKind.Joined, default!));

    public override void OnPush()
    {
        _credit--;
        hub.Send(new MergeHubEvent<T>(this, MergeHubEventKind.Element, Grab(In)));
        if (_credit > 0) Pull(In);
    }

    public override void OnUpstreamFailure(Exception e) => throw new Dsl.MergeHub.ProducerFailed("Upstream producer failed with exception, removing from MergeHub now", e);

    public override void PostStop() => hub.Send(new MergeHubEvent<T>(this, MergeHubEventKind.Left, default!));

    internal void Credit(int elements) => Post(OnCredit, elements);

    internal void HubEnded() => Post(static logic => logic.CompleteStage(), this);

    private void OnCredit(int elements)
    {
        _credit += elements;
        if (!HasBeenPulled(In)) TryPull(In);
    }
}
