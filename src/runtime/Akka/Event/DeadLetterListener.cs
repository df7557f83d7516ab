using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters up to a number, then is silent for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private EventStream _eventStream = null!;
    private int _maxCount;
    private int _count;
    private DateTime _silentUntil;

    protected override void PreStart()
    {
        var settings = Context.System.Settings;
        _eventStream = Context.System.EventStream;
        _maxCount = settings.LogDeadLetters;
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    // The subscription outlives the incarnation.
    protected override void PostRestart(Exception reason) { }
    protected override void PreRestart(Exception reason, object message) { }
    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter) return false;
        if (letter is UnhandledMessage && !Context.System.Settings.DebugUnhandledMessage) return true;
        if (_count >= _maxCount && _maxCount != int.MaxValue)
        {
            if (DateTime.UtcNow < _silentUntil) return true;
            _count = 0;
        }
        if (_count < int.MaxValue) _count++;
        Log(letter);
        return true;
    }

    private void Log(AllDeadLetters letter)
    {
        var origin = letter.Sender.IsNobody() || letter.Sender is DeadLetterActorRef ? "without sender" : $"from {letter.Sender}";
        var kind = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}",
            UnhandledMessage => "was unhandled",
            _ => "was not delivered",
        };
        var text = $"Message [{letter.Message.GetType().Name}] {origin} to {letter.Recipient} {kind}. [{_count}] dead letters encountered";
        if (_count == _maxCount && _maxCount != int.MaxValue)
        {
            var silence = Context.System.Settings.LogDeadLettersSuspendDuration;
            _silentUntil = silence == Timeout.InfiniteTimeSpan ? DateTime.MaxValue : DateTime.UtcNow + silence;
            text += silence == Timeout.InfiniteTimeSpan ? ", no more dead letters will be logged." : $", no more dead letters will be logged in next [{silence}].";
        }
        else
        {
            text += ".";
        }
        text += " This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.";
        var source = letter.Recipient is null ? Self.Path.ToString() : letter.Recipient.Path.ToString();
        if (letter is UnhandledMessage) _eventStream.Publish(new Debug(source, letter.Recipient?.GetType() ?? typeof(DeadLetterListener), text));
        else _eventStream.Publish(new Info(source, letter.Recipient?.GetType() ?? typeof(DeadLetterListener), text));
    }
}
