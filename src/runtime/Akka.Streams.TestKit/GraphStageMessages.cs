using Akka.Actor;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>What <see cref="TestSourceStage{T, TMat}"/> and <see cref="TestSinkStage{T, TMat}"/> tell their probe: the signals that the stage got.</summary>
public static class GraphStageMessages
{
    /// <summary>An element came.</summary>
    public sealed class Push : INoSerializationVerificationNeeded
    {
        public static readonly Push Instance = new();

        private Push()
        {
        }
    }

    /// <summary>The upstream completed.</summary>
    public sealed class UpstreamFinish : INoSerializationVerificationNeeded
    {
        public static readonly UpstreamFinish Instance = new();

        private UpstreamFinish()
        {
        }
    }

    /// <summary>The upstream failed.</summary>
    public sealed class Failure(Exception ex) : INoSerializationVerificationNeeded
    {
        public Exception Ex { get; } = ex;
    }

    /// <summary>The downstream demands an element.</summary>
    public sealed class Pull : INoSerializationVerificationNeeded
    {
        public static readonly Pull Instance = new();

        private Pull()
        {
        }
    }

    /// <summary>The downstream cancelled.</summary>
    public sealed class DownstreamFinish : INoSerializationVerificationNeeded
    {
        public static readonly DownstreamFinish Instance = new();

        private DownstreamFinish()
        {
        }
    }

    /// <summary>A handler of the stage threw.</summary>
    public sealed class StageFailure(object operation, Exception exception) : INoSerializationVerificationNeeded
    {
        /// <summary>The signal whose handler threw.</summary>
        public object Operation { get; } = operation;

        public Exception Exception { get; } = exception;
    }

    /// <summary>Tells the probe of a signal, lets the stage handle it, and tells of its failure.</summary>
    internal static void Tell(TestProbe probe, object signal, Action handle)
    {
        probe.Ref.Tell(signal, ActorRefs.NoSender);
        try
        {
            handle();
        }
        catch (Exception exception)
        {
            probe.Ref.Tell(new StageFailure(signal, exception), ActorRefs.NoSender);
            throw;
        }
    }
}
