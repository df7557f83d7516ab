using Akka.Actor;

namespace OpenClaw.Benchmarks.Actors;

/// <summary>Pairs of actors that send one message object back and forth, with a number of them in flight.</summary>
internal static class PingPong
{
    private sealed class Ball
    {
        public static readonly Ball Instance = new();
    }

    private sealed class Ponger : ReceiveActor
    {
        public Ponger() => Receive<Ball>(ball => Sender.Tell(ball, Self));
    }

    private sealed class Pinger : ReceiveActor
    {
        private readonly TaskCompletionSource _done;
        private int _toSend;
        private int _toReceive;

        public Pinger(int messages, TaskCompletionSource done)
        {
            _toSend = messages;
            _toReceive = messages;
            _done = done;
            Receive<Ball>(ball =>
            {
                if (--_toReceive == 0)
                {
                    _done.TrySetResult();
                    return;
                }
                if (_toSend <= 0) return;
                _toSend--;
                Sender.Tell(ball, Self);
            });
            Receive<Start>(start =>
            {
                for (var i = 0; i < start.InFlight && _toSend > 0; i++, _toSend--) start.Ponger.Tell(Ball.Instance, Self);
            });
        }
    }

    private sealed record Start(IActorRef Ponger, int InFlight);

    /// <summary>Plays <paramref name="rounds"/> rounds on each pair; each round is two messages.</summary>
    public static async Task RunAsync(ActorSystem system, int pairs, int rounds, int inFlight)
    {
        var done = new Task[pairs];
        var actors = new List<IActorRef>();
        for (var i = 0; i < pairs; i++)
        {
            var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var pinger = system.ActorOf(Props.Create(() => new Pinger(rounds, finished)));
            var ponger = system.ActorOf(Props.Create(() => new Ponger()));
            actors.Add(pinger);
            actors.Add(ponger);
            done[i] = finished.Task;
            pinger.Tell(new Start(ponger, inFlight));
        }
        await Task.WhenAll(done);
        foreach (var actor in actors) system.Stop(actor);
    }
}
