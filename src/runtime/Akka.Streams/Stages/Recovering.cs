using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation.Stages;

/// <summary>Replaces a failure by a last element.</summary>
internal sealed class RecoverLogic<T>(Func<Exception, Option<T>> recovery) : FlowLogic<T, T>
{
    private Option<T> _last = Option<T>.None;

    public override void OnPush() => Push(Out, Grab(In));

    public override void OnPull()
    {
        if (!_last.HasValue)
        {
            Pull(In);
            return;
        }

        Push(Out, _last.Value);
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        var replacement = recovery(e);
        if (!replacement.HasValue)
        {
            FailStage(e);
        }
        else if (IsAvailable(Out))
        {
            Push(Out, replacement.Value);
            CompleteStage();
        }
        else
        {
            _last = replacement;
        }
    }
}

/// <summary>Replaces a failure by another source; so often at most.</summary>
internal sealed class RecoverWithLogic<T, TMat>(Func<Exception, IGraph<SourceShape<T>, TMat>?> recovery, int attempts) : FlowLogic<T, T>
{
    private int _attempt;

    public override void OnPush() => Push(Out, Grab(In));

    public override void OnUpstreamFailure(Exception e) => Recover(e);

    private void Recover(Exception e)
    {
        if ((attempts >= 0 && _attempt >= attempts) || recovery(e) is not { } replacement)
        {
            FailStage(e);
            return;
        }

        _attempt++;
        SwitchTo(replacement);
    }

    private void SwitchTo(IGraph<SourceShape<T>, TMat> source)
    {
        var inlet = new SubSinkInlet<T>(this, "RecoverWithSink");
        inlet.SetHandler(new LambdaInHandler(
            () => Push(Out, inlet.Grab()),
            CompleteStage,
            Recover));
        SetHandler(Out, () =>
        {
            if (!inlet.HasBeenPulled && !inlet.IsClosed) inlet.Pull();
        }, cause =>
        {
            inlet.Cancel(cause);
            CancelStage(cause);
        });
        if (IsAvailable(Out)) inlet.Pull();
        Source.FromGraph(source).RunWith(inlet.Sink, SubFusingMaterializer);
    }
}

/// <summary>Replaces a failure by another.</summary>
internal sealed class SelectErrorLogic<T>(Func<Exception, Exception> selector) : FlowLogic<T, T>
{
    public override void OnPush() => Push(Out, Grab(In));

    public override void OnUpstreamFailure(Exception e) => FailStage(selector(e));
}
