namespace Akka.Actor;

/// <summary>An actor with timers; the runtime sets the property before the actor's own constructor runs.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}

/// <summary>Timers that send messages to their own actor and die with the incarnation. Used only by the actor itself.</summary>
/// <remarks>Starting a timer with a key in use replaces it; a tick of the old one that is already in the mailbox is dropped.</remarks>
public interface ITimerScheduler
{
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);
    void StartSingleTimer(object key, object msg, TimeSpan timeout);
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);
    bool IsTimerActive(object key);
    void Cancel(object key);
    void CancelAll();
    IReadOnlyCollection<object> ActiveTimers { get; }
}
