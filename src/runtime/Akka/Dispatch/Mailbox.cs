using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>
/// What an actor has to do: a list of system messages, a queue of user messages and one status word that says whether a thread
/// owns it. At most one thread runs a mailbox at a time.
/// </summary>
/// <remarks>
/// Status: bit 0 closed, bit 1 scheduled, the rest counts suspensions. A writer enqueues first and then looks at the status; the
/// runner sets itself idle first and then looks at the queues. Both steps are full fences, so one of the two sees the other.
/// </remarks>
public class Mailbox : IRunnable
{
    private const int Open = 0;
    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;
    private const int ShouldNotProcess = ~Scheduled;

    /// <summary>Marks the system queue of a dead actor; later messages go to dead letters.</summary>
    private static readonly NoMessage EndOfQueue = new();

    private SystemMessage? _systemQueue;   // newest first
    private int _status;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    /// <summary>The owner; null only for the mailbox of dead letters.</summary>
    internal ActorCell? Actor { get; private set; }

    internal MessageDispatcher Dispatcher => Actor!.Dispatcher;

    internal virtual void SetActor(ActorCell actorCell) => Actor = actorCell;

    internal virtual bool HasMessages => MessageQueue.HasMessages;
    internal int NumberOfMessages => MessageQueue.Count;

    internal virtual bool HasSystemMessages
    {
        get
        {
            var head = Volatile.Read(ref _systemQueue);
            return head is not null && !ReferenceEquals(head, EndOfQueue);
        }
    }

    internal bool ShouldProcessMessage => (Volatile.Read(ref _status) & ShouldNotProcess) == 0;
    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;
    internal bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;
    internal bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;
    internal bool IsScheduled => (Volatile.Read(ref _status) & Scheduled) != 0;

    public virtual void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        for (var head = Volatile.Read(ref _systemQueue); ;)
        {
            if (ReferenceEquals(head, EndOfQueue))
            {
                Actor!.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(receiver, message);
                return;
            }

            message.Next = head;
            var seen = Interlocked.CompareExchange(ref _systemQueue, message, head);
            if (ReferenceEquals(seen, head)) return;
            head = seen;
        }
    }

    /// <summary>Takes all system messages, oldest first, and leaves <paramref name="replacement"/> behind.</summary>
    private SystemMessage? DrainSystemMessages(SystemMessage? replacement)
    {
        var newestFirst = Interlocked.Exchange(ref _systemQueue, replacement);
        if (ReferenceEquals(newestFirst, EndOfQueue)) return null;
        return SystemMessageList.Reverse(newestFirst);
    }

    /// <summary>True when this call took the mailbox for running.</summary>
    internal bool SetAsScheduled()
    {
        for (var status = Volatile.Read(ref _status); ;)
        {
            if ((status & (Closed | Scheduled)) != 0) return false;
            var seen = Interlocked.CompareExchange(ref _status, status | Scheduled, status);
            if (seen == status) return true;
            status = seen;
        }
    }

    internal void SetAsIdle() => Interlocked.And(ref _status, ~Scheduled);

    /// <summary>True when this call made the mailbox suspended, that is for the first of nested calls.</summary>
    internal bool Suspend()
    {
        for (var status = Volatile.Read(ref _status); ;)
        {
            if ((status & Closed) != 0) return false;
            var seen = Interlocked.CompareExchange(ref _status, status + SuspendUnit, status);
            if (seen == status) return status < SuspendUnit;
            status = seen;
        }
    }

    /// <summary>True when this call ended the suspension.</summary>
    internal bool Resume()
    {
        for (var status = Volatile.Read(ref _status); ;)
        {
            if ((status & Closed) != 0) return false;
            var next = status < SuspendUnit ? status : status - SuspendUnit;
            var seen = Interlocked.CompareExchange(ref _status, next, status);
            if (seen == status) return next < SuspendUnit;
            status = seen;
        }
    }

    internal bool BecomeClosed()
    {
        for (var status = Volatile.Read(ref _status); ;)
        {
            if ((status & Closed) != 0) return false;
            var seen = Interlocked.CompareExchange(ref _status, Closed | (status & Scheduled), status);
            if (seen == status) return true;
            status = seen;
        }
    }

    internal virtual bool CanBeScheduledForExecution(bool hasMessageHint, bool hasSystemMessageHint)
    {
        var status = Volatile.Read(ref _status);
        if ((status & Closed) != 0) return false;
        if ((status & Scheduled) != 0) return false;
        return status < SuspendUnit
            ? hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages
            : hasSystemMessageHint || HasSystemMessages;
    }

    void IThreadPoolWorkItem.Execute() => LocalRunQueue.Run(this);

    /// <summary>Processes system messages, then up to the dispatcher's throughput of user messages.</summary>
    public void Run()
    {
        var actor = Actor!;
        var previous = InternalCurrentActorCellKeeper.Current;
        try
        {
            if (!IsClosed)
            {
                InternalCurrentActorCellKeeper.Current = actor;
                ProcessAllSystemMessages(actor);
                ProcessMailbox(actor);
            }
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = previous;
            SetAsIdle();
            actor.Dispatcher.RegisterForExecution(this, false, false);
        }
    }

    private void ProcessMailbox(ActorCell actor)
    {
        var dispatcher = actor.Dispatcher;
        var left = dispatcher.Throughput;
        var deadline = dispatcher.ThroughputDeadlineTicks;
        if (deadline > 0) deadline += System.Diagnostics.Stopwatch.GetTimestamp();
        var queue = MessageQueue;

        while (ShouldProcessMessage && queue.TryDequeue(out var next))
        {
            actor.Invoke(next);
            if (_systemQueue is not null) ProcessAllSystemMessages(actor);
            if (--left <= 0) return;
            if (deadline > 0 && System.Diagnostics.Stopwatch.GetTimestamp() > deadline) return;
        }
    }

    internal void ProcessAllSystemMessages(ActorCell actor)
    {
        if (_systemQueue is null) return;
        var messages = DrainSystemMessages(null);
        while (messages is not null && !IsClosed)
        {
            var message = messages;
            messages = message.Next;
            message.Next = null;
            actor.SystemInvoke(message);
            if (messages is null && !IsClosed) messages = DrainSystemMessages(null);
        }

        // Closed while processing: the rest is answered by dead letters (a Watch still gets its notification).
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Next = null;
            actor.SystemImpl.Mailboxes.DeadLetterMailbox.SystemEnqueue(actor.Self, message);
        }
    }

    /// <summary>Hands everything left to dead letters. Called once by the dispatcher after closing.</summary>
    internal virtual void CleanUp()
    {
        var deadLetters = Actor!.SystemImpl.Mailboxes.DeadLetterMailbox;
        var messages = DrainSystemMessages(EndOfQueue);
        while (messages is not null)
        {
            var message = messages;
            messages = message.Next;
            message.Next = null;
            deadLetters.SystemEnqueue(Actor.Self, message);
        }

        CleanUpMessages();
    }

    /// <summary>Also called by a writer that found the mailbox closed after it had enqueued.</summary>
    internal void CleanUpMessages()
    {
        var actor = Actor!;
        lock (this) MessageQueue.CleanUp(actor.Self, actor.SystemImpl.Mailboxes.DeadLetterMailbox.MessageQueue);
    }
}
