using System.Threading.Channels;

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

/// <summary>Sends as an actor and reads what comes back, in order.</summary>
public class Inbox : IInboxable, IDisposable
{
    private const int Capacity = 1000;
    private readonly ActorSystem _system;
    private readonly Channel<object> _messages;

    private Inbox(ActorSystem system)
    {
        _system = system;
        _messages = Channel.CreateBounded<object>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });
        Receiver = ((ExtendedActorSystem)system).SystemActorOf(Props.Create(typeof(InboxActor), _messages.Writer));
    }

    public static Inbox Create(ActorSystem system) => new(system);

    public IActorRef Receiver { get; }

    public object Receive() => Receive(TimeSpan.FromSeconds(5));
    public object Receive(TimeSpan timeout) => ReceiveAsync(timeout).GetAwaiter().GetResult();
    public object ReceiveWhere(Predicate<object> predicate)
    {
        while (true)
        {
            var message = Receive();
            if (predicate(message)) return message;
        }
    }

    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)
    {
        while (true)
        {
            var message = Receive(timeout);
            if (predicate(message)) return message;
        }
    }

    public Task<object> ReceiveAsync() => ReceiveAsync(TimeSpan.FromSeconds(5));

    public async Task<object> ReceiveAsync(TimeSpan timeout)
    {
        using var clock = new CancellationTokenSource(timeout);
        try
        {
            return await _messages.Reader.ReadAsync(clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Inbox {Receiver} received no message in {timeout}");
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

    private sealed record StartWatch(IActorRef Subject, object? Message = null);
    private sealed record StopWatch(IActorRef Subject);

    private sealed class InboxActor(ChannelWriter<object> messages) : ActorBase
    {
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case StartWatch { Message: null } watch: Context.Watch(watch.Subject); break;
                case StartWatch watch: Context.WatchWith(watch.Subject, watch.Message); break;
                case StopWatch unwatch: Context.Unwatch(unwatch.Subject); break;
                default:
                    if (!messages.TryWrite(message)) Context.System.DeadLetters.Tell(new Event.Dropped(message, $"Inbox is full ({Capacity})", Sender, Self), Sender);
                    break;
            }
            return true;
        }
    }
}
