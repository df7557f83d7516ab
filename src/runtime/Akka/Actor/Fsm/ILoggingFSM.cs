namespace Akka.Actor;

/// <summary>A state machine that says so wants its events, timers and transitions logged; <c>akka.actor.debug.fsm</c> turns that on, for all of them.</summary>
public interface ILoggingFSM;
