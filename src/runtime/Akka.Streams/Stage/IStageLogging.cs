using Akka.Event;

namespace Akka.Streams.Stage;

/// <summary>A stage that logs.</summary>
public interface IStageLogging
{
    /// <summary>A logger whose source is the stage.</summary>
    ILoggingAdapter Log { get; }
}
