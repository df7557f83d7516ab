using Akka.Actor;
using Akka.Configuration;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Gateway.Tests.Observability;

public sealed class MailboxTests : IAsyncLifetime
{
    private ActorSystem _system = null!;

    public Task InitializeAsync()
    {
        _system = ActorSystem.Create("mailboxes", ConfigurationFactory.ParseString("""
            akka.actor.default-mailbox.mailbox-type = "OpenClaw.Gateway.Observability.MeteredMailbox, OpenClaw.Gateway"
            """));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task Depth_and_age_are_told_by_class_and_end_with_the_actor()
    {
        var busy = new SemaphoreSlim(0);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = _system.ActorOf(Props.Create(() => new Blocked(busy, entered)), "worker-17");
        actor.Tell("first");
        await entered.Task;
        actor.Tell("second");
        actor.Tell("third");

        var first = Worker();
        var later = new MeteredQueue(owner: null);
        Assert.Equal((1, 2), (first.Actors, first.Depth));
        Assert.Equal((0, 0L), later.Look(5));

        busy.Release(3);
        Assert.Equal("idle", await actor.Ask<string>("report", TimeSpan.FromSeconds(60)));
        Assert.Equal(0, Worker().Depth);
        await actor.GracefulStop(TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(Mailboxes.Look(), static one => one.Name == "worker");
    }

    [Fact]
    public void The_oldest_message_ages_until_it_is_taken()
    {
        var queue = new MeteredQueue(owner: null);
        queue.Enqueue(ActorRefs.Nobody, new Envelope("a", ActorRefs.Nobody));
        Assert.Equal((1, 0), queue.Look(1000));
        Assert.Equal((1, 700), queue.Look(1700));
        queue.Enqueue(ActorRefs.Nobody, new Envelope("b", ActorRefs.Nobody));
        Assert.Equal((2, 900), queue.Look(1900));
        Assert.True(queue.TryDequeue(out _));

        // Of the second one it is only known that it was not there at the first look, so its age begins now.
        Assert.Equal((1, 0), queue.Look(2000));
        Assert.Equal((1, 50), queue.Look(2050));
        Assert.True(queue.TryDequeue(out _));
        Assert.Equal((0, 0), queue.Look(3000));
    }

    [Theory]
    [InlineData("akka://s/user/gateway/sessions/session-12", "sessions/session")]
    [InlineData("akka://s/user/gateway/connections/conn-7", "connections/conn")]
    [InlineData("akka://s/user/gateway", "gateway")]
    [InlineData("akka://s/user/$a", "child")]
    [InlineData("akka://s/system/log1", "system")]
    public void Classes_are_paths_without_numbers(string path, string expected) => Assert.Equal(expected, ActorClass.Of(ActorPath.Parse(path)));

    private static MailboxClass Worker() => Mailboxes.Look().Single(static one => one.Name == "worker");

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(SemaphoreSlim busy, TaskCompletionSource entered)
        {
            Receive<string>(text => text == "report", _ => Sender.Tell("idle"));
            Receive<string>(_ =>
            {
                entered.TrySetResult();
                busy.Wait();
            });
        }
    }
}
