using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Runs the continuations of an actor's async handlers in the actor, as system messages, while its mailbox is suspended.</summary>
public sealed class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    private object? _message;
    private IActorRef? _sender;
    private bool _holdsMessage;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    public object? CurrentMessage => _message;

    /// <summary>An async handler has suspended the mailbox.</summary>
    internal bool IsHolding => _holdsMessage;

    protected override IEnumerable<Task>? GetScheduledTasks() => null;

    protected override void QueueTask(Task task)
    {
        if ((task.CreationOptions & TaskCreationOptions.LongRunning) != 0)
        {
            new Thread(() => TryExecuteTask(task)) { IsBackground = true }.Start();
            return;
        }

        var message = _message;
        var sender = _sender;
        if (!_holdsMessage && ReferenceEquals(ActorCell.Current, _cell))
        {
            message = _cell.CurrentMessage;
            sender = _cell.CurrentSenderOrNull;
        }
        _cell.SendSystemMessage(new ActorTaskSchedulerMessage(this, task, message, sender));
    }

    // Only where the actor's state may be touched: on its own thread, inside one of its messages.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(ActorCell.Current, _cell) && TryExecuteTask(task);

    internal void Execute(Task task)
    {
        // A synchronization context would win over this scheduler at every await.
        var context = SynchronizationContext.Current;
        if (context is not null) SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            if (context is not null) SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Runs <paramref name="action"/> in the actor, after the current message.</summary>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs <paramref name="asyncAction"/> in the actor; user messages wait until it ends, and its failure is the actor's.</summary>
    /// <exception cref="InvalidOperationException">No actor runs on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = ActorCell.Current ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        var scheduler = cell.TaskScheduler;
        scheduler.Hold();
        cell.Dispatcher.Suspend(cell);
        var outer = new Task<Task>(asyncAction);
        outer.Start(scheduler);
        scheduler.ResumeAfter(outer.Unwrap());
    }

    /// <summary>As <see cref="RunTask(Func{Task})"/>, begun at once: a handler that ends without waiting costs no suspension.</summary>
    internal static void RunHandler<T>(Func<T, Task> handler, T message)
    {
        var cell = ActorCell.Current!;
        var scheduler = cell.TaskScheduler;
        var outer = new Task<Task>(() => handler(message));
        var context = SynchronizationContext.Current;
        if (context is not null) SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            outer.RunSynchronously(scheduler);
        }
        finally
        {
            if (context is not null) SynchronizationContext.SetSynchronizationContext(context);
        }

        var inner = outer.Unwrap();
        if (inner.IsCompleted)
        {
            if (!inner.IsCompletedSuccessfully) ExceptionDispatchInfo.Throw(FailureOf(inner));
            return;
        }
        scheduler.Hold();
        cell.Dispatcher.Suspend(cell);
        scheduler.ResumeAfter(inner);
    }

    /// <summary>Every continuation up to the end sees the message that is being handled now.</summary>
    private void Hold()
    {
        _message = _cell.CurrentMessage;
        _sender = _cell.CurrentSenderOrNull;
        _holdsMessage = true;
    }

    private void ResumeAfter(Task task) => task.ContinueWith(
        static (done, state) => ((ActorTaskScheduler)state!).Complete(done), this, CancellationToken.None, TaskContinuationOptions.None, this);

    private void Complete(Task done)
    {
        if (done.IsCompletedSuccessfully)
        {
            _cell.Dispatcher.Resume(_cell);
            _cell.CheckReceiveTimeout();
        }
        else
        {
            _cell.SendSystemMessage(new ActorTaskSchedulerMessage(FailureOf(done), _message, _sender));
        }
        // Message and sender stay: a continuation that the handler did not wait for still finds whom to answer.
        _holdsMessage = false;
    }

    private static Exception FailureOf(Task task)
    {
        if (task.IsCanceled) return new TaskCanceledException(task);
        var exception = task.Exception!;
        return exception.InnerExceptions.Count == 1 ? exception.InnerException! : exception.Flatten();
    }
}
