using Akka.Actor;

namespace Akka.Contract.Tests;

public sealed class OrderingTests : ContractSpec
{
    [Fact]
    public async Task Messages_of_one_sender_arrive_in_the_order_they_were_sent()
    {
        const int count = 20_000;
        var next = 0;
        var receiver = Spawn(actor =>
        {
            actor.On<int>(number => Assert.Equal(next++, number));
            actor.On("end", () => TestActor.Tell(next));
        });
        var sender = Spawn(actor => actor.On("go", () =>
        {
            for (var i = 0; i < count; i++)
            {
                receiver.Tell(i);
            }

            receiver.Tell("end");
        }));
        sender.Tell("go");
        await ExpectMsgAsync(count, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Each_of_several_senders_keeps_its_own_order()
    {
        const int senders = 8;
        const int count = 2_000;
        var last = new int[senders];
        var done = 0;
        var receiver = Spawn(actor => actor.On<(int Sender, int Number)>(message =>
        {
            Assert.Equal(last[message.Sender] + 1, message.Number);
            last[message.Sender] = message.Number;
            if (message.Number == count && ++done == senders)
            {
                TestActor.Tell("all");
            }
        }));
        for (var s = 0; s < senders; s++)
        {
            var id = s;
            Spawn(actor => actor.Starting = () =>
            {
                for (var i = 1; i <= count; i++)
                {
                    receiver.Tell((id, i));
                }
            });
        }

        await ExpectMsgAsync("all", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_is_told_right_after_the_creation_comes_after_PreStart()
    {
        var actor = Spawn(self =>
        {
            self.Starting = () => TestActor.Tell("started");
            self.On<string>(text => TestActor.Tell(text));
        });
        actor.Tell("first");
        await ExpectMsgAsync("started");
        await ExpectMsgAsync("first");
    }

    [Fact]
    public async Task An_actor_handles_one_message_at_a_time()
    {
        const int senders = 4;
        const int count = 5_000;
        var inside = 0;
        var overlaps = 0;
        var handled = 0;
        var actor = Spawn(self => self.On<int>(_ =>
        {
            if (Interlocked.Increment(ref inside) != 1)
            {
                overlaps++;
            }

            handled++;
            Interlocked.Decrement(ref inside);
            if (handled == senders * count)
            {
                TestActor.Tell(overlaps);
            }
        }));
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < count; i++)
            {
                actor.Tell(i);
            }
        })));
        await ExpectMsgAsync(0, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_one_message_wrote_the_next_one_reads_whatever_thread_it_runs_on()
    {
        // Plain fields are enough inside an actor: the mailbox publishes them from thread to thread.
        const int count = 50_000;
        long sum = 0;
        var a = Spawn(self => self.On<int>(number =>
        {
            sum += number;
            if (number == count)
            {
                TestActor.Tell(sum);
            }
        }));
        var pump = Spawn(self => self.On<int>(number =>
        {
            a.Tell(number);
            if (number < count)
            {
                self.Me.Tell(number + 1);
            }
        }));
        pump.Tell(1);
        await ExpectMsgAsync((long)count * (count + 1) / 2, Patience);
    }
}
