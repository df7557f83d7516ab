namespace Akka.Actor.Dsl;

/// <summary>The actor behind <see cref="ActExtensions"/>.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    public Act(Action<IActorDsl> config) => config(this);

    public Act(Action<IActorDsl, IActorContext> config) => config(this, Context);

    public Action<Exception, IActorContext>? OnPostRestart { get; set; }
    public Action<Exception, object?, IActorContext>? OnPreRestart { get; set; }
    public Action<IActorContext>? OnPostStop { get; set; }
    public Action<IActorContext>? OnPreStart { get; set; }
    public SupervisorStrategy? Strategy { get; set; }

    public void Receive<T>(Action<T, IActorContext> handler) => base.Receive<T>(message => handler(message, Context));
    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) => base.Receive(message => handler(message, Context), shouldHandle);
    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => base.Receive(shouldHandle, message => handler(message, Context));
    public void ReceiveAny(Action<object, IActorContext> handler) => base.ReceiveAny(message => handler(message, Context));
    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) => base.ReceiveAsync(message => handler(message, Context), shouldHandle);
    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) => base.ReceiveAnyAsync(message => handler(message, Context));

    public void DefaultPreRestart(Exception reason, object? message) => base.PreRestart(reason, message!);
    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);
    public void DefaultPreStart() => base.PreStart();
    public void DefaultPostStop() => base.PostStop();

    public void Become(Action<object, IActorContext> handler) => Context.Become(message => handler(message, Context));
    public void BecomeStacked(Action<object, IActorContext> handler) => Context.BecomeStacked(message => handler(message, Context));
    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    protected override void PostRestart(Exception reason)
    {
        if (OnPostRestart is { } hook) hook(reason, Context);
        else base.PostRestart(reason);
    }

    protected override void PreRestart(Exception reason, object? message)
    {
        if (OnPreRestart is { } hook) hook(reason, message, Context);
        else base.PreRestart(reason, message!);
    }

    protected override void PostStop()
    {
        if (OnPostStop is { } hook) hook(Context);
        else base.PostStop();
    }

    protected override void PreStart()
    {
        if (OnPreStart is { } hook) hook(Context);
        else base.PreStart();
    }

    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();
}

/// <summary>Starts actors that are written where they are started.</summary>
public static class ActExtensions
{
    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl> config, string? name = null) =>
        factory.ActorOf(Props.Create(typeof(Act), config), name);

    public static IActorRef ActorOf(this IActorRefFactory factory, Action<IActorDsl, IActorContext> config, string? name = null) =>
        factory.ActorOf(Props.Create(typeof(Act), config), name);
}
