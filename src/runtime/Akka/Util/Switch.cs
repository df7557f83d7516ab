namespace Akka.Util;

/// <summary>On or off, where turning may run an action that either happens as a whole or turns the switch back. Thread-safe.</summary>
public class Switch
{
    private readonly Lock _turning = new();
    private volatile bool _on;

    /// <summary>On or off at first.</summary>
    public Switch(bool startAsOn = false) => _on = startAsOn;

    /// <summary>Whether it is on.</summary>
    public bool IsOn => _on;

    /// <summary>Whether it is off.</summary>
    public bool IsOff => !_on;

    /// <summary>Turns it off while it is on, and runs the action; false when it was off. What the action throws turns it back.</summary>
    public bool SwitchOff(Action action) => Turn(from: true, action);

    /// <summary>Turns it on while it is off, and runs the action; false when it was on. What the action throws turns it back.</summary>
    public bool SwitchOn(Action action) => Turn(from: false, action);

    /// <summary>Turns it off; false when it was off.</summary>
    public bool SwitchOff() => Turn(from: true, null);

    /// <summary>Turns it on; false when it was on.</summary>
    public bool SwitchOn() => Turn(from: false, null);

    /// <summary>Runs the action if it is on; says whether it was.</summary>
    public bool IfOn(Action action)
    {
        if (!_on) return false;
        action();
        return true;
    }

    /// <summary>Runs the action if it is off; says whether it was.</summary>
    public bool IfOff(Action action)
    {
        if (_on) return false;
        action();
        return true;
    }

    /// <summary>As <see cref="IfOn"/>, and nobody turns it meanwhile.</summary>
    public bool WhileOn(Action action)
    {
        lock (_turning) return IfOn(action);
    }

    /// <summary>As <see cref="IfOff"/>, and nobody turns it meanwhile.</summary>
    public bool WhileOff(Action action)
    {
        lock (_turning) return IfOff(action);
    }

    /// <summary>Runs an action that nobody turns the switch during.</summary>
    public void Locked(Action action)
    {
        lock (_turning) action();
    }

    private bool Turn(bool from, Action? action)
    {
        lock (_turning)
        {
            if (_on != from) return false;
            _on = !from;
            try
            {
                action?.Invoke();
            }
            catch (Exception)
            {
                _on = from;
                throw;
            }

            return true;
        }
    }
}
