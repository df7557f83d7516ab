namespace Akka.Actor.Internal;

/// <summary>What runs after the last actor, newest first.</summary>
internal sealed class TerminationCallbacks
{
    private readonly Stack<Action> _callbacks = new();
    private bool _ran;

    public TerminationCallbacks(Task terminated) => Completed = terminated.ContinueWith(
        static (_, state) => ((TerminationCallbacks)state!).RunAll(), this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public Task Completed { get; }

    /// <exception cref="InvalidOperationException">The system has terminated.</exception>
    public void Add(Action code)
    {
        lock (_callbacks)
        {
            if (_ran) throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(code);
        }
    }

    private void RunAll()
    {
        List<Exception>? failures = null;
        while (true)
        {
            Action? code;
            lock (_callbacks)
            {
                if (!_callbacks.TryPop(out code))
                {
                    _ran = true;
                    break;
                }
            }

            try
            {
                code();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }
        if (failures is not null) throw new AggregateException("Termination callbacks failed", failures);
    }
}
