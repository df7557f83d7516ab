using Akka.Actor;
using Akka.Event;

namespace Akka.Contract.Tests;

public sealed class EventStreamTests : ContractSpec
{
    [Fact]
    public async Task Subscribers_get_the_channel_and_its_subtypes()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Cat());
        Sys.EventStream.Publish(new Animal());
        Sys.EventStream.Publish("other");
        await ExpectMsgAsync<Cat>();
        await ExpectMsgAsync<Animal>();
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_subtype_may_be_taken_out_of_a_channel_and_put_back()
    {
        var bus = Sys.EventStream;
        Assert.True(bus.Subscribe(TestActor, typeof(Animal)));
        Assert.True(bus.Unsubscribe(TestActor, typeof(Cat)));
        Assert.False(bus.Unsubscribe(TestActor, typeof(Cat)));
        bus.Publish(new Cat());
        bus.Publish(new Animal());
        await ExpectMsgAsync<Animal>(animal => animal is not Cat);
        Assert.True(bus.Subscribe(TestActor, typeof(Cat)));
        bus.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
        Assert.True(bus.Unsubscribe(TestActor));
        Assert.True(bus.Subscribe(TestActor, typeof(Animal)));
        bus.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
    }

    [Fact]
    public async Task Interfaces_are_channels_too()
    {
        Sys.EventStream.Subscribe<INoise>(TestActor);
        Sys.EventStream.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
    }

    [Fact]
    public async Task A_second_subscription_to_the_same_channel_changes_nothing()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Cat)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Cat)));
        Sys.EventStream.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Two_channels_of_one_event_deliver_it_once()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(INoise));
        Sys.EventStream.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Unsubscribe_ends_one_channel_or_all()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(string));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Animal());
        Sys.EventStream.Publish("text");
        await ExpectMsgAsync("text");
        Assert.True(Sys.EventStream.Unsubscribe(TestActor));
        Sys.EventStream.Publish("text");
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task A_new_subscription_counts_for_types_published_before()
    {
        Sys.EventStream.Publish(new Cat());
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Cat());
        await ExpectMsgAsync<Cat>();
        await ExpectNoMsgAsync();
    }

    [Fact]
    public async Task Subscribers_that_terminate_are_removed()
    {
        var subscriber = Spawn(_ => { });
        Sys.EventStream.Subscribe(subscriber, typeof(Cat));
        await subscriber.GracefulStop(Patience);
        // The removal follows Terminated, which each watcher gets in its own time.
        await AwaitAssertAsync(() => Assert.False(Sys.EventStream.Unsubscribe(subscriber, typeof(Cat))));
    }

    [Fact]
    public async Task Log_events_below_the_level_are_not_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        Sys.Log.Info("quiet");
        Sys.Log.Warning("loud {0}", 1);
        var warning = await ExpectMsgAsync<Warning>();
        Assert.Equal("loud 1", warning.Message.ToString());
        Assert.False(Sys.Log.IsInfoEnabled);
        Assert.True(Sys.Log.IsWarningEnabled);
    }

    private interface INoise;

    private class Animal;

    private sealed class Cat : Animal, INoise;
}
