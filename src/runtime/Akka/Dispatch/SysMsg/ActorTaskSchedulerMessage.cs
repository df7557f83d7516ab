using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

/// <summary>A continuation of an async handler, or its failure, on the way back to its actor.</summary>
internal sealed class ActorTaskSchedulerMessage : SystemMessage, Event.IDeadLetterSuppression
{
    private readonly ActorTaskScheduler? _scheduler;
    private readonly Task? _task;

    public ActorTaskSchedulerMessage(ActorTaskScheduler scheduler, Task task, object? message, IActorRef? sender)
    {
        _scheduler = scheduler;
        _task = task;
        Message = message;
        Sender = sender;
    }

    public ActorTaskSchedulerMessage(Exception exception, object? message, IActorRef? sender)
    {
        Exception = exception;
        Message = message;
        Sender = sender;
    }

    public Exception? Exception { get; }
    public object? Message { get; }
    public IActorRef? Sender { get; }

    public void ExecuteTask() => _scheduler!.Execute(_task!);
    public override string ToString() => "<ActorTaskSchedulerMessage>";
}
