namespace OpenClaw.Daemon.WebSockets;

/// <summary>Calls into a running stage from outside, also when it is raised before the stage has started.</summary>
internal sealed class StageSignal
{
    private readonly Lock _lock = new();
    private Action? _callback;
    private bool _raised;

    /// <summary>Whether it was raised.</summary>
    public bool IsRaised => Volatile.Read(ref _raised);

    /// <summary>Raises it; the stage's callback runs once for it.</summary>
    public void Raise()
    {
        Action? callback;
        lock (_lock)
        {
            if (_raised)
            {
                return;
            }

            _raised = true;
            callback = _callback;
        }

        callback?.Invoke();
    }

    /// <summary>Sets the stage's async callback; it runs at once when the signal was raised before.</summary>
    public void Attach(Action callback)
    {
        bool raised;
        lock (_lock)
        {
            _callback = callback;
            raised = _raised;
        }

        if (raised)
        {
            callback();
        }
    }
}
