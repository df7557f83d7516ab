using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The queue of loggers.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;
