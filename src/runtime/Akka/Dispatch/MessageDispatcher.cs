using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>Decides on which threads mailboxes run.</summary>
public abstract class MessageDispatcher
{
    private int _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        var config = configurator.Config;
        Id = config.GetString("id") ?? "";
        Throughput = Math.Max(1, config.GetInt("throughput", 30));
        var deadline = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero);
        ThroughputDeadlineTime = deadline > TimeSpan.Zero ? deadline.Ticks : null;
        ThroughputDeadlineTicks = deadline > TimeSpan.Zero ? (long)(deadline.TotalSeconds * Stopwatch.Frequency) : 0;
    }

    public MessageDispatcherConfigurator Configurator { get; }
    public string Id { get; protected set; }

    /// <summary>How many messages a mailbox processes before the thread goes to the next one.</summary>
    public int Throughput { get; set; }

    /// <summary>The longest time, in 100 ns ticks, a mailbox keeps its thread; null = no limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    internal long ThroughputDeadlineTicks { get; }

    internal ActorSystem System => Configurator.Prerequisites.System;

    /// <summary>How many actors use this dispatcher.</summary>
    internal int Inhabitants => Volatile.Read(ref _inhabitants);

    public void Schedule(IRunnable run) => ExecuteTask(run);
    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Starts executing for the actor.</summary>
    internal virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    /// <summary>Ends executing for the actor: its mailbox is closed and what is left goes to dead letters.</summary>
    internal virtual void Detach(ActorCell cell)
    {
        var mailbox = cell.SwapMailbox(cell.SystemImpl.Mailboxes.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
        if (Interlocked.Decrement(ref _inhabitants) == 0) OnLastDetached();
    }

    private protected virtual void OnLastDetached() { }

    /// <summary>Releases threads; called when the system has terminated.</summary>
    protected internal virtual void Shutdown() { }

    internal virtual Mailbox CreateMailbox(ActorCell cell, MailboxType mailboxType) => new(mailboxType.Create(cell.Self, cell.System));

    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.Enqueue(cell.Self, envelope);
        if (!RegisterForExecution(mailbox, true, false) && mailbox.IsClosed && mailbox.Actor is not null) mailbox.CleanUpMessages();
    }

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        RegisterForExecution(mailbox, false, true);
    }

    internal virtual void Suspend(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (ReferenceEquals(mailbox.Actor, cell)) mailbox.Suspend();
    }

    internal virtual void Resume(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (ReferenceEquals(mailbox.Actor, cell) && mailbox.Resume()) RegisterForExecution(mailbox, false, false);
    }

    /// <summary>Queues the mailbox unless it is queued, closed or has nothing to do. True when this call queued it.</summary>
    internal virtual bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.CanBeScheduledForExecution(hasMessageHint, hasSystemMessageHint) || !mailbox.SetAsScheduled()) return false;
        try
        {
            ExecuteTask(mailbox);
            return true;
        }
        catch
        {
            mailbox.SetAsIdle();
            throw;
        }
    }
}
