namespace Akka.Event;

/// <summary>An actor that says so has every message it receives logged at debug level, where <c>akka.actor.debug.receive</c> is on.</summary>
public interface ILogReceive;
