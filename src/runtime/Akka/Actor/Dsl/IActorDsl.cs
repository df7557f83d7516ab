namespace Akka.Actor.Dsl;

/// <summary>An actor written where it is started, without a class of its own.</summary>
public interface IActorDsl
{
    Action<Exception, IActorContext>? OnPostRestart { get; set; }
    Action<Exception, object?, IActorContext>? OnPreRestart { get; set; }
    Action<IActorContext>? OnPostStop { get; set; }
    Action<IActorContext>? OnPreStart { get; set; }
    SupervisorStrategy? Strategy { get; set; }

    void Receive<T>(Action<T, IActorContext> handler);
    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);
    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);
    void ReceiveAny(Action<object, IActorContext> handler);
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);
    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>What an actor without <see cref="OnPreRestart"/> does.</summary>
    void DefaultPreRestart(Exception reason, object? message);
    void DefaultPostRestart(Exception reason);
    void DefaultPreStart();
    void DefaultPostStop();

    void Become(Action<object, IActorContext> handler);
    void BecomeStacked(Action<object, IActorContext> handler);
    void UnbecomeStacked();

    /// <summary>Starts a child.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
