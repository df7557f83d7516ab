using Akka.Actor;

namespace Akka.Runtime.Tests.Core;

/// <summary>Many actors created, failed, watched and stopped at once: nothing hangs and nothing is lost.</summary>
public sealed class StressTests : TestSystem
{
    [Fact]
    public async Task Every_stopped_actor_is_reported_and_every_message_before_the_end_is_counted()
    {
        const int actors = 2_000;
        const int messages = 50;
        var received = 0;
        var refs = Enumerable.Range(0, actors).Select(_ => Spawn(self =>
        {
            self.On<int>(_ => Interlocked.Increment(ref received));
            self.On<string>(text => throw new InvalidOperationException(text));
        })).ToArray();
        Parallel.For(0, 4, _ =>
        {
            foreach (var actor in refs)
            {
                for (var i = 0; i < messages / 4; i++) actor.Tell(i);
                actor.Tell("restart");
            }
        });
        foreach (var actor in refs) actor.Tell(PoisonPill.Instance);
        await Task.WhenAll(refs.Select(r => r.WatchAsync())).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(actors * (messages / 4) * 4, Volatile.Read(ref received));
    }

    [Fact]
    public async Task Messages_racing_with_a_stop_end_as_handled_or_as_dead_letters()
    {
        var letters = 0;
        var handled = 0;
        var listener = Spawn(self => self.On<Event.DeadLetter>(letter => { if (letter.Message is int) Interlocked.Increment(ref letters); }));
        System.EventStream.Subscribe(listener, typeof(Event.DeadLetter));
        const int rounds = 300;
        const int senders = 4;
        const int each = 50;
        for (var round = 0; round < rounds; round++)
        {
            var actor = Spawn(self => self.On<int>(_ => Interlocked.Increment(ref handled)));
            await Task.WhenAll(Enumerable.Range(0, senders).Select(s => Task.Run(() =>
            {
                for (var i = 0; i < each; i++)
                {
                    if (s == 0 && i == each / 2) System.Stop(actor);
                    actor.Tell(i);
                }
            })).Append(actor.WatchAsync()));
        }
        // Dead letters are told to the listener on the senders' threads, all done by now: a ping behind them closes the count.
        await listener.Ask<ActorIdentity>(new Identify(0), Patience);
        Assert.Equal(rounds * senders * each, Volatile.Read(ref handled) + Volatile.Read(ref letters));
    }

    [Fact]
    public async Task Families_restart_under_load_and_still_terminate()
    {
        var tops = Enumerable.Range(0, 100).Select(_ => Spawn(self =>
        {
            self.Strategy = new OneForOneStrategy(_ => Directive.Restart);
            var children = Enumerable.Range(0, 5).Select(_ => self.Child(c => c.On<string>(t => throw new InvalidOperationException(t)))).ToArray();
            self.On<string>(text => { foreach (var child in children) child.Tell(text); });
            self.On<Exception>(e => throw e);
        })).ToArray();
        Parallel.For(0, 4, n =>
        {
            for (var i = 0; i < 50; i++)
            {
                foreach (var top in tops)
                {
                    top.Tell("child");
                    if (i % 10 == n) top.Tell(new InvalidOperationException("self"));
                }
            }
        });
        foreach (var top in tops) System.Stop(top);
        await Task.WhenAll(tops.Select(t => t.WatchAsync())).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
