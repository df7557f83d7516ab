namespace Akka.TestKit;

/// <summary>A meeting point of several threads, for tests.</summary>
public class TestBarrier
{
    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan? _defaultTimeout;
    private Barrier _barrier;

    /// <summary>A barrier for <paramref name="count"/> participants.</summary>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Starts anew; those who wait at the barrier are left to time out.</summary>
    public void Reset() => _barrier = new Barrier(_count);

    /// <summary>Waits for the others, for the default time.</summary>
    public void Await() => Await(_defaultTimeout ?? _testKit.TestKitSettings.DefaultTimeout);

    /// <summary>Waits for the others.</summary>
    /// <exception cref="TestBarrierTimeoutException">They did not come in time.</exception>
    public void Await(TimeSpan timeout)
    {
        if (!_barrier.SignalAndWait(_testKit.Dilated(timeout)))
        {
            throw new TestBarrierTimeoutException($"Not all of {_count} participants reached the barrier in {timeout}.");
        }
    }
}

/// <summary>Not everybody reached a <see cref="TestBarrier"/> in time.</summary>
public class TestBarrierTimeoutException(string message) : Exception(message)
{
}
