using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class InboxTests : ContractSpec
{
    private readonly Inbox _inbox;

    public InboxTests() => _inbox = Inbox.Create(Sys);

    [Fact]
    public async Task Answers_come_to_the_inbox()
    {
        _inbox.Send(Spawn(actor => actor.On<string>(word => actor.From.Tell(word + "!"))), "hello");
        Assert.Equal("hello!", await _inbox.ReceiveAsync(Patience));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-1000)]
    public async Task A_read_that_gets_nothing_in_time_is_answered_with_a_failure(int milliseconds)
    {
        var patience = TimeSpan.FromMilliseconds(milliseconds);
        Assert.IsType<TimeoutException>(Assert.IsType<Status.Failure>(await _inbox.ReceiveAsync(patience)).Cause);
        Assert.Throws<TimeoutException>(() => _inbox.Receive(patience));
    }

    [Fact]
    public async Task Reads_that_wait_each_get_what_they_asked_for()
    {
        var any = _inbox.ReceiveAsync();
        var world = Task.Run(() => _inbox.ReceiveWhere(x => x is "world"));
        var hello = Task.Run(() => _inbox.ReceiveWhere(x => x is "hello"));
        _inbox.Receiver.Tell(42);
        _inbox.Receiver.Tell("hello");
        _inbox.Receiver.Tell("world");
        Assert.Equal(42, await any);
        Assert.Equal("world", await world);
        Assert.Equal("hello", await hello);
    }

    [Fact]
    public void A_read_that_chooses_leaves_the_rest()
    {
        _inbox.Receiver.Tell("hello");
        _inbox.Receiver.Tell("world");
        Assert.Equal("world", _inbox.ReceiveWhere(x => x is "world"));
        Assert.Equal("hello", _inbox.Receive());
        Assert.Throws<TimeoutException>(() => _inbox.Receive(TimeSpan.FromMilliseconds(50)));
        Assert.Throws<TimeoutException>(() => _inbox.ReceiveWhere(_ => false, TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void It_holds_so_many_messages_and_warns_once_when_it_is_full()
    {
        foreach (var zero in Enumerable.Repeat(0, 1000)) _inbox.Receiver.Tell(zero);
        EventFilter.Warning(start: "Dropping message").ExpectOne(() =>
        {
            _inbox.Receiver.Tell(42);
            _inbox.Receiver.Tell(42);
        });
        for (var i = 0; i < 1000; i++) Assert.Equal(0, _inbox.Receive());
        Assert.Throws<TimeoutException>(() => _inbox.Receive(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void It_watches()
    {
        var actor = Spawn(_ => { });
        _inbox.Watch(actor);
        Sys.Stop(actor);
        Assert.Equal(actor, Assert.IsType<Terminated>(_inbox.Receive()).ActorRef);
        var other = Spawn(_ => { });
        _inbox.WatchWith(other, "gone");
        Sys.Stop(other);
        Assert.Equal("gone", _inbox.Receive());
    }
}
