namespace Akka;

/// <summary>Chooses an action by the type of an object: <c>message.Match().With&lt;A&gt;(a => ...).Default(o => ...)</c>.</summary>
public static class PatternMatch
{
    public static Case Match(this object target) => new(target);
}

/// <summary>Whether one of the cases applied.</summary>
public interface IMatchResult
{
    bool WasHandled { get; }
}

/// <summary>Cases in order; the first that fits is taken.</summary>
public class Case : IMatchResult
{
    private readonly object _message;
    private bool _handled;

    public Case(object message) => _message = message;

    public bool WasHandled => _handled;

    public Case With<TMessage>(Action action)
    {
        if (!_handled && _message is TMessage)
        {
            action();
            _handled = true;
        }
        return this;
    }

    public Case With<TMessage>(Action<TMessage> action)
    {
        if (!_handled && _message is TMessage message)
        {
            action(message);
            _handled = true;
        }
        return this;
    }

    public IMatchResult Default(Action<object> action)
    {
        if (!_handled)
        {
            action(_message);
            _handled = true;
        }
        return this;
    }
}
