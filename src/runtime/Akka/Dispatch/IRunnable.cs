namespace Akka.Dispatch;

/// <summary>A piece of work that a dispatcher runs.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    void Run();
}

/// <summary>Runs an action.</summary>
public sealed class ActionRunnable : IRunnable
{
    private readonly Action _action;

    public ActionRunnable(Action action) => _action = action;

    public void Run() => _action();
    public void Execute() => _action();
}
