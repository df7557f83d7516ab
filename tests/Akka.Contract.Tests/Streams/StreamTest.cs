using Akka.Actor;
using Akka.Streams;

namespace Akka.Contract.Tests.Streams;

/// <summary>A system and a materializer for one test; any wait longer than <see cref="Limit"/> is a failure.</summary>
public abstract class StreamTest : IAsyncLifetime
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    protected ActorSystem Sys { get; private set; } = null!;

    protected ActorMaterializer Materializer { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Sys = ActorSystem.Create("streams", "akka.stdout-loglevel = OFF, akka.loglevel = OFF");
        Materializer = Sys.Materializer();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Sys.Terminate().WaitAsync(Limit);

    protected static async Task<TException> Fails<TException>(Task task) where TException : Exception
    {
        var thrown = await Record.ExceptionAsync(() => task.WaitAsync(Limit));
        // A stage reports a task's failure in the AggregateException that the task holds, or bare.
        var actual = thrown is AggregateException { InnerExceptions.Count: 1 } wrapped && typeof(TException) != typeof(AggregateException)
            ? wrapped.InnerException
            : thrown;
        return Assert.IsAssignableFrom<TException>(actual);
    }

    /// <summary>Collects what it is told and answers what it is made to.</summary>
    protected sealed class Recorder : ReceiveActor
    {
        public Recorder(System.Threading.Channels.ChannelWriter<(object Message, IActorRef Sender)> log) =>
            ReceiveAny(message => log.TryWrite((message, Sender)));
    }

    protected (IActorRef Ref, System.Threading.Channels.ChannelReader<(object Message, IActorRef Sender)> Log) StartRecorder()
    {
        var channel = System.Threading.Channels.Channel.CreateUnbounded<(object, IActorRef)>();
        return (Sys.ActorOf(Props.Create(() => new Recorder(channel.Writer))), channel.Reader);
    }
}
