using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of tests: shows events to the installed filters, prints what none of them wants, and logs dead letters and unhandled messages.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilterBase> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                var bus = initialize.LoggingBus;
                bus.Subscribe(Self, typeof(Mute));
                bus.Subscribe(Self, typeof(Unmute));
                bus.Subscribe(Self, typeof(DeadLetter));
                bus.Subscribe(Self, typeof(UnhandledMessage));
                Sender.Tell(new LoggerInitialized());
                return true;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                {
                    _filters.Remove(filter);
                }

                return true;
            case LogEvent logEvent:
                Handle(logEvent);
                return true;
            case DeadLetter letter:
                Handle(letter);
                return true;
            case UnhandledMessage unhandled:
                Handle(new Warning(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender}: {unhandled.Message}"));
                return true;
            default:
                Print(new Debug(Self.Path.ToString(), GetType(), message));
                return true;
        }
    }

    private void Handle(DeadLetter letter)
    {
        // System messages of stopping actors are dead letters by nature.
        if (letter.Message is Dispatch.SysMsg.ISystemMessage)
        {
            return;
        }

        var logEvent = new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter);
        if (!IsFiltered(logEvent))
        {
            Print(new Warning(logEvent.LogSource, logEvent.LogClass, $"Received dead letter from {letter.Sender}: {letter.Message}"));
        }
    }

    private void Handle(LogEvent logEvent)
    {
        if (!IsFiltered(logEvent))
        {
            Print(logEvent);
        }
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        var isFiltered = false;
        foreach (var filter in _filters.ToArray())
        {
            try
            {
                isFiltered |= filter.Apply(logEvent);
            }
            catch (Exception e)
            {
                Print(new Warning(Self.Path.ToString(), GetType(), $"The filter [{filter}] failed on {logEvent}: {e}"));
            }
        }

        return isFiltered;
    }
}
