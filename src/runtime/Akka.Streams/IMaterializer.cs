using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Streams;

/// <summary>Makes running streams of blueprints.</summary>
public interface IMaterializer
{
    /// <summary>Where the streams run.</summary>
    MessageDispatcher ExecutionContext { get; }

    /// <summary>The same materializer; streams that it starts carry this name.</summary>
    IMaterializer WithNamePrefix(string namePrefix);

    /// <summary>Starts a graph and returns its value.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable);

    /// <summary>Starts a graph with attributes that all its stages inherit.</summary>
    TMat Materialize<TMat>(IGraph<ClosedShape, TMat> runnable, Attributes initialAttributes);

    /// <summary>Runs an action once; on the scheduler's thread.</summary>
    ICancelable ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs an action again and again; on the scheduler's thread.</summary>
    ICancelable ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}
