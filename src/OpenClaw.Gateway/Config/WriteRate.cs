namespace OpenClaw.Gateway.Config;

/// <summary>Counts changes of the configuration: so many of one method from one device in a minute.</summary>
internal sealed class WriteRate(TimeProvider time)
{
    /// <summary>Changes of one method in <see cref="Window"/>.</summary>
    public const int Limit = 30;

    /// <summary>How far back they count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(string Method, string Device), Queue<long>> _recent = [];

    /// <summary>Counts one more; or says how long to wait, and counts nothing.</summary>
    public TimeSpan? RetryAfter(string method, string? device)
    {
        foreach (var (key, past) in _recent)
        {
            while (past.TryPeek(out var at) && time.GetElapsedTime(at) >= Window)
            {
                past.Dequeue();
            }

            if (past.Count == 0)
            {
                _recent.Remove(key);
            }
        }

        if (!_recent.TryGetValue((method, device ?? ""), out var times))
        {
            _recent.Add((method, device ?? ""), times = new Queue<long>());
        }

        if (times.Count >= Limit)
        {
            return Window - time.GetElapsedTime(times.Peek());
        }

        times.Enqueue(time.GetTimestamp());
        return null;
    }
}
