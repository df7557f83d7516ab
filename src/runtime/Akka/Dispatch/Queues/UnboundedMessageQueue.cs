using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// A linked multi-producer, single-consumer queue: a writer does one exchange, the reader none.
/// </summary>
/// <remarks>
/// After D. Vyukov's non-intrusive MPSC queue. Between a writer's exchange and its link the list is broken for an instant;
/// the reader then spins until the link is there. A new queue is one stub node: it costs 72 bytes, against a kilobyte for ConcurrentQueue.
/// </remarks>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics, ILoggerMessageQueueSemantics
{
    private sealed class Node
    {
        public object? Message;
        public IActorRef? Sender;
        public Node? Next;
    }

    private Node _head;   // last dequeued (stub); reader only
    private Node _tail;   // last enqueued; shared

    public UnboundedMessageQueue() => _head = _tail = new Node();

    public bool HasMessages
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref _tail) != Volatile.Read(ref _head);
    }

    /// <summary>A walk along the list: exact for the reader, a snapshot for others.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var node = Volatile.Read(ref Volatile.Read(ref _head).Next); node is not null; node = Volatile.Read(ref node.Next)) count++;
            return count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        var node = new Node { Message = envelope.Message, Sender = envelope.Sender };
        var previous = Interlocked.Exchange(ref _tail, node);
        Volatile.Write(ref previous.Next, node);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var head = _head;
        var next = Volatile.Read(ref head.Next);
        if (next is null)
        {
            if (Volatile.Read(ref _tail) == head)
            {
                envelope = default;
                return false;
            }
            next = AwaitLink(head);
        }

        envelope = new Envelope(next.Message!, next.Sender!);
        next.Message = null;
        next.Sender = null;
        Volatile.Write(ref _head, next);
        // The consumed stub may already be old; cutting it off keeps the collector from following a long chain of dead nodes.
        head.Next = null;
        return true;
    }

    /// <summary>A writer is between its exchange and its link: two instructions, unless the writer was descheduled.</summary>
    private static Node AwaitLink(Node head)
    {
        var spin = new SpinWait();
        Node? next;
        while ((next = Volatile.Read(ref head.Next)) is null) spin.SpinOnce(sleep1Threshold: -1);
        return next;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
