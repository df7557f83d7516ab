using Akka.Streams.Implementation.Stages;
using Akka.Util;

namespace Akka.Streams.Dsl;

// Operators of sources: failures.
public static partial class SourceOperations
{
    /// <summary>Replaces a failure by a last element; none lets the failure pass.</summary>
    public static Source<TOut, TMat> Recover<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new FlowStageOf<TOut, TOut>("Recover", _ => new RecoverLogic<TOut>(partialFunc)));

    /// <summary>Replaces a failure by another source, so often at most; null lets the failure pass.</summary>
    public static Source<TOut, TMat> RecoverWithRetries<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts = -1)
    {
        Require.Retries(attempts);
        return flow.Via(new FlowStageOf<TOut, TOut>("RecoverWithRetries", _ => new RecoverWithLogic<TOut, TMat>(partialFunc, attempts)));
    }

    /// <summary>Replaces a failure by another source, as often as it fails.</summary>
    public static Source<TOut, TMat> RecoverWith<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc) =>
        flow.RecoverWithRetries(partialFunc);

    /// <summary>Replaces a failure by another.</summary>
    public static Source<TOut, TMat> SelectError<TOut, TMat>(this Source<TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new FlowStageOf<TOut, TOut>("SelectError", _ => new SelectErrorLogic<TOut>(selector)));
}
