namespace OpenClaw.Gateway.Connections.Idempotency;

/// <summary>Remembers calls by their idempotency keys, for as long as this process runs, so that a request that is sent again does nothing twice. Thread safe.</summary>
/// <remarks>
/// Handlers run inside their connection's actor on params in pooled memory, and what a client sends one after the other stays in that order. An actor of its
/// own in between would break both, so this is a table under a lock that is held for a lookup. Methods that journal their keys (<c>agent</c>,
/// <c>chat.send</c>) do not come here: theirs outlive the process.
/// </remarks>
public sealed class KeyedCalls(TimeProvider time)
{
    /// <summary>Calls remembered at most.</summary>
    public const int Capacity = 1000;

    /// <summary>How long a call is remembered, from its beginning.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of answers remembered at most, all together.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, Entry> _entries = [];
    private readonly LinkedList<Entry> _oldestFirst = [];
    private long _bytes;

    /// <summary>Calls remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Begins a call, or joins the one that this repeats.</summary>
    /// <param name="caller">Who calls: keys of different devices have nothing to do with each other.</param>
    /// <param name="method">The method.</param>
    /// <param name="key">The client's key.</param>
    /// <param name="replyTo">Where the answer goes.</param>
    /// <param name="call">The new call, to be carried out; null when this is a repeat, which is answered as the first was.</param>
    /// <returns>False when as many calls as may be remembered are all in flight: carried out now, this one could happen twice.</returns>
    internal bool TryBegin(Caller caller, string method, string key, ReplyTo replyTo, out KeyedCall? call)
    {
        var name = new Key(caller.DeviceId ?? "", caller.Role, method, key);
        KeyedCall repeated;
        call = null;
        lock (_lock)
        {
            Forget();
            if (!_entries.TryGetValue(name, out var known))
            {
                if (_entries.Count >= Capacity)
                {
                    return false;
                }

                var entry = new Entry(name, time.GetTimestamp());
                call = entry.Call = new KeyedCall(replyTo, (_, size) => OnAnswered(entry, size));
                _entries.Add(name, entry);
                _oldestFirst.AddLast(entry.Place);
                return true;
            }

            repeated = known.Call!;
        }

        repeated.Join(replyTo);
        return true;
    }

    private void OnAnswered(Entry entry, int size)
    {
        lock (_lock)
        {
            if (!entry.IsKnown)
            {
                return;
            }

            entry.IsAnswered = true;
            if (size < 0)
            {
                Remove(entry);
                return;
            }

            entry.Size = size;
            _bytes += size;
        }
    }

    /// <summary>Drops what is too old, and while there is too much, the oldest that is answered.</summary>
    private void Forget()
    {
        while (_oldestFirst.First is { Value: var entry })
        {
            var isOld = time.GetElapsedTime(entry.BeganAt) >= Window;
            var isTooMuch = entry.IsAnswered && (_entries.Count >= Capacity || _bytes > MaxBytes);
            if (!isOld && !isTooMuch)
            {
                break;
            }

            Remove(entry);
        }
    }

    private void Remove(Entry entry)
    {
        _bytes -= entry.Size;
        _entries.Remove(entry.Name);
        _oldestFirst.Remove(entry.Place);
    }

    private readonly record struct Key(string DeviceId, Domain.Access.Role Role, string Method, string Text);

    private sealed class Entry
    {
        public Entry(Key name, long beganAt)
        {
            Name = name;
            BeganAt = beganAt;
            Place = new LinkedListNode<Entry>(this);
        }

        public Key Name { get; }

        public long BeganAt { get; }

        public LinkedListNode<Entry> Place { get; }

        public KeyedCall? Call { get; set; }

        public bool IsKnown => Place.List is not null;

        public bool IsAnswered { get; set; }

        public int Size { get; set; }
    }
}
