using System.Text;
using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Chooses log events by level, text and source.</summary>
public abstract class EventFilterBase
{
    private readonly IStringMatcher _messageMatcher;
    private readonly IStringMatcher _sourceMatcher;

    /// <summary>A filter; null matches everything.</summary>
    protected EventFilterBase(IStringMatcher? messageMatcher, IStringMatcher? sourceMatcher)
    {
        _messageMatcher = messageMatcher ?? MatchesAll.Instance;
        _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
    }

    /// <summary>Raised by the listener, on its thread, for each event that matched.</summary>
    public event Action<EventFilterBase, LogEvent>? EventMatched;

    /// <summary>What the filter is for, in failure texts.</summary>
    protected abstract string FilterDescriptiveName { get; }

    /// <summary>Asks the filter and tells its listeners when it matches.</summary>
    public bool Apply(LogEvent logEvent)
    {
        if (!IsMatch(logEvent))
        {
            return false;
        }

        EventMatched?.Invoke(this, logEvent);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(FilterDescriptiveName);
        if (_messageMatcher is not MatchesAll)
        {
            text.Append(" when Message ").Append(_messageMatcher);
        }

        if (_sourceMatcher is not MatchesAll)
        {
            text.Append(" from Source ").Append(_sourceMatcher);
        }

        return text.ToString();
    }

    /// <summary>Whether the event is meant.</summary>
    protected abstract bool IsMatch(LogEvent evt);

    /// <summary>Whether source and text are meant.</summary>
    protected bool InternalDoMatch(string? src, object? msg) =>
        _messageMatcher.IsMatch(msg?.ToString() ?? "null") && _sourceMatcher.IsMatch(src ?? "NoSource");
}
