namespace Akka.TestKit;

/// <summary>A gate that opens after a number of count-downs. Waiting fails with <see cref="TimeoutException"/> after the default or given time.</summary>
public class TestLatch
{
    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>A latch of one count-down and 5 s of patience.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>A latch of <paramref name="count"/> count-downs and 5 s of patience.</summary>
    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5))
    {
    }

    /// <summary>A latch of <paramref name="count"/> count-downs with its own default patience.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(static duration => duration, count, defaultTimeout)
    {
    }

    /// <summary>A latch whose times are stretched by <paramref name="dilate"/>.</summary>
    public TestLatch(Func<TimeSpan, TimeSpan> dilate, int count, TimeSpan defaultTimeout)
    {
        _latch = new CountdownEvent(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
    }

    /// <summary>Whether the gate is open.</summary>
    public bool IsOpen => _latch.CurrentCount == 0;

    /// <summary>Counts down by one; no effect once open.</summary>
    public void CountDown()
    {
        if (!_latch.IsSet)
        {
            _latch.Signal();
        }
    }

    /// <summary>Opens the gate at once.</summary>
    public void Open()
    {
        while (!IsOpen)
        {
            CountDown();
        }
    }

    /// <summary>Closes the gate again, with the count of the beginning.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Blocks until the gate is open.</summary>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Blocks until the gate is open, at most <paramref name="timeout"/> (stretched by the time factor).</summary>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
        {
            throw new ArgumentException("A latch cannot wait for ever.", nameof(timeout));
        }

        if (!_latch.Wait(_dilate(timeout)))
        {
            throw new TimeoutException($"The latch did not open in {timeout}; {_latch.CurrentCount} count-downs are missing.");
        }
    }
}
