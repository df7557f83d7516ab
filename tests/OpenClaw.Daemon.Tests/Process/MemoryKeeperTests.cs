using OpenClaw.Daemon.Process;
using OpenClaw.TestSupport;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class MemoryKeeperTests : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private readonly ManualTime _time = new();
    private readonly MemoryKeeper _keeper;
    private HeapUse _use = new(30 * Megabyte, 30 * Megabyte);
    private long _live = 10 * Megabyte;
    private int _times;

    public MemoryKeeperTests() => _keeper = new MemoryKeeper(_time, () => _use, () =>
    {
        _times++;
        _use = _use with { Size = _live };
    });

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public void What_a_start_leaves_is_given_back_once()
    {
        Assert.Equal(0, _times);
        Pass(seconds: 1);
        Assert.Equal(1, _times);
        Pass(seconds: 3600);
        Assert.Equal(1, _times);
    }

    [Fact]
    public void What_a_burst_leaves_is_given_back_when_it_is_over()
    {
        Pass(seconds: 1);
        for (var i = 0; i < 10; i++)
        {
            Use(100 * Megabyte);
            Pass(seconds: 5);
        }

        Assert.Equal(1, _times);
        Pass(seconds: 5);
        Assert.Equal(2, _times);
        Pass(seconds: 3600);
        Assert.Equal(2, _times);
    }

    [Fact]
    public void Little_is_not_worth_a_pause()
    {
        Pass(seconds: 1);
        Use(31 * Megabyte);
        Pass(seconds: 3600);
        Assert.Equal(1, _times);
    }

    [Fact]
    public void A_client_that_keeps_polling_does_not_put_it_off()
    {
        Pass(seconds: 1);
        Use(100 * Megabyte);
        for (var i = 0; i < 2; i++)
        {
            Pass(seconds: 5);
            Use(2 * Megabyte);
        }

        Assert.Equal(2, _times);
    }

    [Fact]
    public void What_was_in_use_is_looked_into_again_later()
    {
        Pass(seconds: 1);
        Use(300 * Megabyte);
        _live = 200 * Megabyte;
        Pass(seconds: 10);
        Assert.Equal(2, _times);
        _live = 10 * Megabyte;
        Pass(seconds: 600);
        Assert.Equal(2, _times);
        Pass(seconds: 330);
        Assert.Equal(3, _times);
    }

    private void Use(long bytes) => _use = new HeapUse(_use.Allocated + bytes, _use.Size + bytes);

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
