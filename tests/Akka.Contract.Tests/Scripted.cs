using Akka.Actor;

namespace Akka.Contract.Tests;

/// <summary>An actor whose handlers and hooks a test writes in place. The script runs in the constructor, so once for each incarnation.</summary>
public sealed class Scripted : ReceiveActor
{
    public Scripted(Action<Scripted> script)
    {
        Strategy = base.SupervisorStrategy();
        script(this);
    }

    public static Props Props(Action<Scripted> script) => Akka.Actor.Props.Create(() => new Scripted(script));

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public IActorContext Ctx => Context;

    public SupervisorStrategy Strategy { get; set; }

    public Action? Starting { get; set; }

    public Action? Stopping { get; set; }

    /// <summary>Replaces the default, which stops the children and calls <see cref="PostStop"/>.</summary>
    public Action<Exception, object?>? Restarting { get; set; }

    /// <summary>Replaces the default, which calls <see cref="PreStart"/>.</summary>
    public Action<Exception>? Restarted { get; set; }

    public Action<object>? NotHandled { get; set; }

    public Scripted On<T>(Action<T> handler)
    {
        Receive(handler);
        return this;
    }

    public Scripted On<T>(T expected, Action handler)
        where T : notnull
    {
        Receive<T>(message => handler(), message => message.Equals(expected));
        return this;
    }

    public Scripted OnAny(Action<object> handler)
    {
        ReceiveAny(handler);
        return this;
    }

    public Scripted OnAsync<T>(Func<T, Task> handler)
    {
        ReceiveAsync(handler);
        return this;
    }

    public void Switch(Action configure) => Become(configure);

    public void Push(Action configure) => BecomeStacked(configure);

    public void Pop() => UnbecomeStacked();

    public void Timeout(TimeSpan? timeout) => SetReceiveTimeout(timeout);

    protected override SupervisorStrategy SupervisorStrategy() => Strategy;

    protected override void PreStart() => Starting?.Invoke();

    protected override void PostStop() => Stopping?.Invoke();

    protected override void PreRestart(Exception reason, object message)
    {
        if (Restarting is { } restarting)
        {
            restarting(reason, message);
        }
        else
        {
            base.PreRestart(reason, message);
        }
    }

    protected override void PostRestart(Exception reason)
    {
        if (Restarted is { } restarted)
        {
            restarted(reason);
        }
        else
        {
            base.PostRestart(reason);
        }
    }

    protected override void Unhandled(object message)
    {
        if (NotHandled is { } notHandled)
        {
            notHandled(message);
        }
        else
        {
            base.Unhandled(message);
        }
    }
}
