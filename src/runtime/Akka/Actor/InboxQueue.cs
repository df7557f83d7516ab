namespace Akka.Actor;

/// <summary>Messages that wait to be read, and reads that wait for messages; at most one of the two where they match. Thread-safe.</summary>
internal sealed class InboxQueue(int capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<object> _messages = new();
    private readonly LinkedList<Waiting> _reads = new();

    /// <summary>Most messages that wait.</summary>
    internal int Capacity => capacity;

    /// <summary>Gives the message to the first read that wants it, or keeps it. False when there is no room.</summary>
    internal bool TryAdd(object message)
    {
        lock (_lock)
        {
            for (var read = _reads.First; read is not null; read = read.Next)
            {
                if (!read.Value.Predicate(message)) continue;
                _reads.Remove(read);
                read.Value.Result.SetResult(message);
                return true;
            }

            if (_messages.Count >= capacity) return false;
            _messages.AddLast(message);
            return true;
        }
    }

    /// <summary>Takes the first message that matches, now or when it comes.</summary>
    internal TaskCompletionSource<object> Read(Predicate<object> predicate)
    {
        var result = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            for (var message = _messages.First; message is not null; message = message.Next)
            {
                if (!predicate(message.Value)) continue;
                _messages.Remove(message);
                result.SetResult(message.Value);
                return result;
            }

            _reads.AddLast(new Waiting(predicate, result));
            return result;
        }
    }

    /// <summary>Ends a read; false when it got its message.</summary>
    internal bool GiveUp(TaskCompletionSource<object> result)
    {
        lock (_lock)
        {
            for (var read = _reads.First; read is not null; read = read.Next)
            {
                if (read.Value.Result != result) continue;
                _reads.Remove(read);
                return true;
            }

            return false;
        }
    }

    private readonly record struct Waiting(Predicate<object> Predicate, TaskCompletionSource<object> Result);
}
