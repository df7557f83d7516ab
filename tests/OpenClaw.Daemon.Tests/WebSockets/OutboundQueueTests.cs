using System.Text;
using OpenClaw.Daemon.WebSockets;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Daemon.Tests.WebSockets;

public sealed class OutboundQueueTests
{
    private readonly OutboundQueue _queue = new(new SocketOptions { MaxBufferedBytes = 100, DropAboveBytes = 40, CoalesceAboveBytes = 0 });
    private readonly OutboundBatch _batch = new();

    [Fact]
    public void Frames_leave_in_the_order_in_which_they_came()
    {
        Assert.All(["a", "b", "c"], text => Assert.True(_queue.TryEnqueue(Frame(text))));
        Assert.Equal(["a", "b", "c"], Drain());
    }

    [Fact]
    public void A_later_frame_with_the_same_key_takes_the_place_of_an_unsent_one()
    {
        _queue.TryEnqueue(Droppable("one", "k"));
        _queue.TryEnqueue(Frame("between"));
        _queue.TryEnqueue(Droppable("two", "k"));
        _queue.TryEnqueue(Droppable("other", "l"));
        Assert.Equal(["two", "between", "other"], Drain());
        Assert.Equal(1, _queue.Dropped);
        _queue.TryEnqueue(Droppable("three", "k"));
        Assert.Equal(["three"], Drain());
    }

    [Fact]
    public void A_client_that_keeps_up_gets_every_frame()
    {
        var queue = new OutboundQueue(new SocketOptions { CoalesceAboveBytes = 10 });
        Assert.All(["first", "second", "third", "fourth"], text => Assert.True(queue.TryEnqueue(Droppable(text, "k"))));

        // The second filled it up to the limit and was the first that could be replaced.
        Assert.Equal(["first", "fourth"], Drain(queue));
        Assert.Equal(2, queue.Dropped);
        Assert.All(["one", "two"], text => Assert.True(queue.TryEnqueue(Droppable(text, "k"))));
        Assert.Equal(["one", "two"], Drain(queue));
    }

    [Fact]
    public void Droppable_frames_are_dropped_above_their_limit_and_others_are_not()
    {
        Assert.True(_queue.TryEnqueue(Frame(new string('x', 40))));
        Assert.True(_queue.TryEnqueue(Droppable("dropped", null)));
        Assert.True(_queue.TryEnqueue(Frame("kept")));
        Assert.Equal([new string('x', 40), "kept"], Drain());
        Assert.Equal(1, _queue.Dropped);
    }

    [Fact]
    public void A_frame_that_must_not_be_dropped_overflows_and_frees_what_was_queued()
    {
        Assert.True(_queue.TryEnqueue(Frame(new string('x', 100))));
        Assert.False(_queue.TryEnqueue(Frame("y")));
        Assert.Equal(0, _queue.BufferedBytes);
        Assert.Empty(Drain());
    }

    [Fact]
    public void Bytes_count_until_they_are_written()
    {
        _queue.TryEnqueue(Frame("12345"));
        Assert.True(_queue.TryTake(_batch));
        Assert.Equal(5, _queue.BufferedBytes);
        _queue.Written(_batch);
        Assert.Equal(0, _queue.BufferedBytes);
    }

    [Fact]
    public void What_overtakes_counts_as_well()
    {
        _queue.TryEnqueue(Frame("12345"));
        var overtaking = _queue.Overtake(Frame("678"));
        Assert.Equal(8, _queue.BufferedBytes);
        _queue.Written(overtaking);
        Assert.Equal(["12345"], Drain());
    }

    [Fact]
    public void A_batch_ends_with_the_frame_that_fills_it()
    {
        var queue = new OutboundQueue(new SocketOptions());
        var half = new string('h', 8 * 1024);
        Assert.All([half, half, "a", new string('l', 100_000), "b"], text => queue.TryEnqueue(Frame(text)));
        Assert.Equal([2, 2, 1], Batches(queue));
    }

    [Fact]
    public void A_reader_with_nothing_to_do_holds_no_memory_of_a_burst()
    {
        var queue = new OutboundQueue(new SocketOptions());
        for (var i = 0; i < 500; i++)
        {
            queue.TryEnqueue(Frame("x"));
        }

        Assert.True(queue.TryTakeOrWait(_batch));
        Assert.Equal(500, _batch.Count);
        queue.Written(_batch);
        Assert.False(queue.TryTakeOrWait(_batch));
        Assert.InRange(_batch.Capacity, 0, 32);
    }

    [Fact]
    public void What_was_taken_is_not_replaced()
    {
        _queue.TryEnqueue(Droppable("one", "k"));
        Assert.True(_queue.TryTake(_batch));
        _queue.TryEnqueue(Droppable("two", "k"));
        Assert.Equal("one", Encoding.UTF8.GetString(_batch.Frames[0].Payload.Span));
        _queue.Written(_batch);
        Assert.Equal(["two"], Drain());
    }

    [Fact]
    public void The_reader_is_woken_once_for_each_time_it_found_nothing()
    {
        var woken = 0;
        _queue.Attach(() => woken++);
        _queue.TryEnqueue(Frame("before"));
        Assert.Equal(0, woken);
        Assert.True(TakeOrWait());
        Assert.False(TakeOrWait());
        _queue.TryEnqueue(Frame("a"));
        _queue.TryEnqueue(Frame("b"));
        Assert.Equal(1, woken);
        Assert.True(TakeOrWait());
        Assert.False(TakeOrWait());
        _queue.Close();
        Assert.Equal(2, woken);
    }

    [Fact]
    public void After_closing_frames_are_dropped_silently_and_what_was_queued_can_be_taken()
    {
        _queue.TryEnqueue(Frame("a"));
        _queue.Close();
        Assert.True(_queue.TryEnqueue(Frame("b")));
        Assert.Equal(["a"], Drain());
    }

    [Theory]
    [InlineData(123, 123)]
    [InlineData(200, 123)]
    public void A_close_reason_is_cut_to_what_a_close_frame_holds(int length, int expected) =>
        Assert.Equal(expected, SocketConnection.CutReason(new string('x', length)).Length);

    [Fact]
    public void A_close_reason_is_cut_between_characters() =>
        Assert.Equal(30, SocketConnection.CutReason(string.Concat(Enumerable.Repeat("😀", 50))).EnumerateRunes().Count());

    private static OutboundFrame Frame(string text) => new(Encoding.UTF8.GetBytes(text));

    private static OutboundFrame Droppable(string text, string? key) => new(Encoding.UTF8.GetBytes(text)) { Droppable = true, CoalesceKey = key };

    private bool TakeOrWait()
    {
        var taken = _queue.TryTakeOrWait(_batch);
        _queue.Written(_batch);
        return taken;
    }

    private List<string> Drain() => Drain(_queue);

    private static List<string> Drain(OutboundQueue queue)
    {
        var texts = new List<string>();
        var batch = new OutboundBatch();
        while (queue.TryTake(batch))
        {
            foreach (var frame in batch.Frames)
            {
                texts.Add(Encoding.UTF8.GetString(frame.Payload.Span));
            }

            queue.Written(batch);
        }

        Assert.Equal(0, queue.BufferedBytes);
        return texts;
    }

    private static List<int> Batches(OutboundQueue queue)
    {
        var counts = new List<int>();
        var batch = new OutboundBatch();
        while (queue.TryTake(batch))
        {
            counts.Add(batch.Count);
            queue.Written(batch);
        }

        return counts;
    }
}
