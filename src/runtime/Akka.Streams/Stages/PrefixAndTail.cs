using System.Collections.Immutable;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation.Stages;

/// <summary>The first elements as a list, together with a source of those after them, which is run at most once.</summary>
internal sealed class PrefixAndTailLogic<T>(int n) : FlowLogic<T, (IImmutableList<T>, Source<T, NotUsed>)>
{
    private static readonly object SubscriptionTimer = new();

    private readonly ImmutableList<T>.Builder _prefix = ImmutableList.CreateBuilder<T>();
    private SubSourceOutlet<T>? _tail;

    public override void OnPush()
    {
        if (_tail is not null)
        {
            _tail.Push(Grab(In));
            return;
        }

        _prefix.Add(Grab(In));
        if (_prefix.Count == n) OpenTail();
        else Pull(In);
    }

    public override void OnPull()
    {
        if (_prefix.Count < n) Pull(In);
        else if (_tail is null) OpenTail();
    }

    public override void OnUpstreamFinish()
    {
        if (_tail is not null)
        {
            if (!_tail.IsClosed) _tail.Complete();
            CompleteStage();
            return;
        }

        Emit(Out, (_prefix.ToImmutable(), Source.Empty<T>()), CompleteStage);
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _tail?.Fail(e);
        FailStage(e);
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        // The tail lives on without those who got it.
        if (_tail is null) CancelStage(cause);
    }

    protected internal override void OnTimer(object timerKey)
    {
        _tail!.Timeout(Interpreter.Materializer.Settings.SubscriptionTimeoutSettings.Timeout);
        if (_tail.IsClosed) CompleteStage();
    }

    private void OpenTail()
    {
        _tail = new SubSourceOutlet<T>(this, "TailSource");
        _tail.SetHandler(new LambdaOutHandler(
            () =>
            {
                CancelTimer(SubscriptionTimer);
                SetKeepGoing(false);
                if (!HasBeenPulled(In)) TryPull(In);
            },
            CancelStage));
        SetKeepGoing(true);
        ScheduleOnce(SubscriptionTimer, Interpreter.Materializer.Settings.SubscriptionTimeoutSettings.Timeout);
        Push(Out, (_prefix.ToImmutable(), Source.FromGraph(_tail.Source)));
        Complete(Out);
    }
}
