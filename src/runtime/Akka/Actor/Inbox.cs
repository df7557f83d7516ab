namespace Akka.Actor;

/// <summary>A mailbox for code outside actors.</summary>
public interface IInboxable : ICanWatch
{
    IActorRef Receiver { get; }
    /// <exception cref="TimeoutException">Nothing came in time.</exception>
    object Receive();
    object Receive(TimeSpan timeout);
    Task<object> ReceiveAsync();
    Task<object> ReceiveAsync(TimeSpan timeout);
    void Send(IActorRef target, object message);
}

/// <summary>
/// Sends as an actor and reads what comes back, in order; several threads may wait at once, each for a message of its own choice.
/// </summary>
/// <remarks><c>akka.actor.inbox</c>: <c>inbox-size</c> bounds what waits to be read, <c>default-timeout</c> is the patience of a read without one.</remarks>
public class Inbox : IInboxable, IDisposable
{
    private readonly ActorSystem _system;
    private readonly TimeSpan _patience;
    private readonly InboxQueue _queue;

    private Inbox(ActorSystem system)
    {
        _system = system;
        var config = system.Settings.Config;
        _patience = config.GetTimeSpan("akka.actor.inbox.default-timeout", TimeSpan.FromSeconds(5));
        _queue = new InboxQueue(config.GetInt("akka.actor.inbox.inbox-size", 1000));
        Receiver = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(typeof(InboxActor), _queue));
    }

    public static Inbox Create(ActorSystem system) => new(system);

    public IActorRef Receiver { get; }

    public object Receive() => Receive(_patience);
    public object Receive(TimeSpan timeout) => ReceiveWhere(static _ => true, timeout);

    /// <summary>The first message that matches; what does not stays for other reads.</summary>
    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _patience);

    /// <summary>The first message that matches; what does not stays for other reads.</summary>
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout) => Read(predicate, timeout).GetAwaiter().GetResult();

    public Task<object> ReceiveAsync() => ReceiveAsync(_patience);

    /// <summary>The next message; a <see cref="Status.Failure"/> with a <see cref="TimeoutException"/> when none comes in time, or the time has passed.</summary>
    public async Task<object> ReceiveAsync(TimeSpan timeout)
    {
        try
        {
            return await Read(static _ => true, timeout).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            return new Status.Failure(late);
        }
    }

    public void Send(IActorRef target, object message) => target.Tell(message, Receiver);

    public IActorRef Watch(IActorRef subject)
    {
        Receiver.Tell(new StartWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        Receiver.Tell(new StartWatch(subject, message), ActorRefs.NoSender);
        return subject;
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        Receiver.Tell(new StopWatch(subject), ActorRefs.NoSender);
        return subject;
    }

    public void Dispose()
    {
        _system.Stop(Receiver);
        GC.SuppressFinalize(this);
    }

    private async Task<object> Read(Predicate<object> predicate, TimeSpan timeout)
    {
        var read = _queue.Read(predicate);
        try
        {
            var wait = timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : timeout;
            return await read.Task.WaitAsync(wait).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A message may have come between the end of the wait and this line; it was taken for this read.
            if (!_queue.GiveUp(read)) return await read.Task.ConfigureAwait(false);
            throw new TimeoutException($"Inbox {Receiver} received no message in {timeout}");
        }
    }

    private sealed record StartWatch(IActorRef Subject, object? Message = null);
    private sealed record StopWatch(IActorRef Subject);

    private sealed class InboxActor(InboxQueue queue) : ActorBase
    {
        private bool _overflown;

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case StartWatch { Message: null } watch: Context.Watch(watch.Subject); break;
                case StartWatch watch: Context.WatchWith(watch.Subject, watch.Message); break;
                case StopWatch unwatch: Context.Unwatch(unwatch.Subject); break;
                default:
                    if (queue.TryAdd(message)) _overflown = false;
                    else Drop(message);
                    break;
            }
            return true;
        }

        private void Drop(object message)
        {
            Context.System.DeadLetters.Tell(new Event.Dropped(message, $"Inbox is full ({queue.Capacity})", Sender, Self), Sender);
            if (_overflown) return;

            // Once for each time that it fills up.
            _overflown = true;
            Context.System.EventStream.Publish(new Event.Warning(Self.Path.ToString(), typeof(Inbox),
                $"Dropping message: Inbox size has been exceeded, use akka.actor.inbox.inbox-size to increase maximum allowed inbox size. Current is {queue.Capacity}"));
        }
    }
}
