using System.Collections.Immutable;
using Akka.Actor;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;
using Akka.Util;
using Decider = Akka.Streams.Supervision.Decider;
using Directive = Akka.Streams.Supervision.Directive;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Calls an action for each element; null ignores them.</summary>
internal sealed class ForEachLogic<T>(Action<T>? action, Attributes attributes) : TaskSinkLogic<T, Done>
{
    private readonly Decider _decider = attributes.Decider();

    public override void OnPush()
    {
        try
        {
            var element = Grab(In);
            action?.Invoke(element);
        }
        catch (Exception e) when (_decider(e) != Directive.Stop)
        {
            // The decider says that the element is to be dropped.
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        Pull(In);
    }

    public override void OnUpstreamFinish() => Succeed(Done.Instance);
}

/// <summary>Gathers all elements.</summary>
internal sealed class SeqLogic<T> : TaskSinkLogic<T, IImmutableList<T>>
{
    private readonly ImmutableList<T>.Builder _elements = ImmutableList.CreateBuilder<T>();

    public override void OnPush()
    {
        _elements.Add(Grab(In));
        Pull(In);
    }

    public override void OnUpstreamFinish() => Succeed(_elements.ToImmutable());
}

/// <summary>The first element, then cancels.</summary>
internal sealed class FirstLogic<T>(bool failsWhenEmpty) : TaskSinkLogic<T, T>
{
    public override void OnPush() => Succeed(Grab(In));

    public override void OnUpstreamFinish()
    {
        if (failsWhenEmpty) Fail(new NoSuchElementException("First of empty stream"));
        else Succeed(default!);
    }
}

/// <summary>The last element.</summary>
internal sealed class LastLogic<T>(bool failsWhenEmpty) : TaskSinkLogic<T, T>
{
    private T _last = default!;
    private bool _any;

    public override void OnPush()
    {
        _last = Grab(In);
        _any = true;
        Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        if (_any || !failsWhenEmpty) Succeed(_last);
        else Fail(new NoSuchElementException("Last of empty stream"));
    }
}

/// <summary>Cancels at once.</summary>
internal sealed class CancelledLogic<T> : SinkLogic<T>
{
    public override void PreStart() => CompleteStage();

    public override void OnPush() { }
}

/// <summary>Tells all elements to an actor, without waiting; ends when the actor stops.</summary>
internal sealed class ActorRefSinkLogic<T>(IActorRef target, object onComplete, Func<Exception, object> onFailure) : SinkLogic<T>
{
    private bool _endSignalled;

    public override void PreStart()
    {
        GetStageActor(received =>
        {
            if (received.Item2 is Terminated terminated && terminated.ActorRef.Equals(target))
            {
                _endSignalled = true;
                CompleteStage();
            }
        }).Watch(target);
        Pull(In);
    }

    public override void OnPush()
    {
        target.Tell(Grab(In)!, ActorRefs.NoSender);
        Pull(In);
    }

    public override void OnUpstreamFinish()
    {
        _endSignalled = true;
        target.Tell(onComplete, ActorRefs.NoSender);
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _endSignalled = true;
        target.Tell(onFailure(e), ActorRefs.NoSender);
        FailStage(e);
    }

    public override void PostStop()
    {
        if (!_endSignalled) target.Tell(onFailure(new AbruptStageTerminationException(this)), ActorRefs.NoSender);
    }
}

/// <summary>Hands elements to whoever asks, through a small buffer.</summary>
internal sealed class QueueSinkLogic<T>(Attributes attributes) : SinkLogic<T>, ISinkQueue<T>
{
    private readonly int _maxBuffer = Dsl.Require.InputBuffer(attributes, 16);
    private readonly LinkedBuffer<T> _buffer = new();
    private TaskCompletionSource<Option<T>>? _request;
    private bool _finished;
    private Exception? _failure;

    public Task<Option<T>> PullAsync()
    {
        var request = new TaskCompletionSource<Option<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(OnRequest, request, static late => late.TrySetException(new StreamDetachedException()));
        return request.Task;
    }

    public override void PreStart()
    {
        // What is buffered is handed out even after upstream has ended.
        SetKeepGoing(true);
        Pull(In);
    }

    public override void OnPush()
    {
        _buffer.AddLast(Grab(In));
        if (_request is not null) Answer();
        if (_buffer.Count < _maxBuffer && !HasBeenPulled(In)) Pull(In);
    }

    public override void OnUpstreamFinish() => End(null);

    public override void OnUpstreamFailure(Exception e) => End(e);

    public override void PostStop() => _request?.TrySetException(new AbruptStageTerminationException(this));

    private void OnRequest(TaskCompletionSource<Option<T>> request)
    {
        if (_request is not null)
        {
            request.TrySetException(new Pattern.IllegalStateException("You have to wait for previous future to be resolved to send another request"));
            return;
        }

        _request = request;
        if (_buffer.Count > 0)
        {
            Answer();
            if (!HasBeenPulled(In)) TryPull(In);
        }
        else if (_finished)
        {
            AnswerEnd();
        }
    }

    private void Answer()
    {
        var request = _request!;
        _request = null;
        request.TrySetResult(Option<T>.Create(_buffer.TakeFirst()));
    }

    private void End(Exception? failure)
    {
        _finished = true;
        _failure = failure;
        if (_request is not null) AnswerEnd();
    }

    private void AnswerEnd()
    {
        var request = _request!;
        _request = null;
        if (_failure is null)
        {
            request.TrySetResult(Option<T>.None);
            CompleteStage();
        }
        else
        {
            request.TrySetException(_failure);
            FailStage(_failure);
        }
    }
}
