using Akka.Actor;

namespace Akka.Persistence.TestKit;

/// <summary>What a test may choose about its journal.</summary>
public interface ITestJournal
{
    /// <summary>What becomes of events that are written.</summary>
    JournalWriteBehavior OnWrite { get; }

    /// <summary>What becomes of events that are replayed.</summary>
    JournalRecoveryBehavior OnRecovery { get; }

    /// <summary>What the connection does.</summary>
    JournalConnectionBehavior OnConnect { get; }
}

/// <summary>The choices, sent to the journal's actor; each is in use when its task completes.</summary>
internal sealed class TestJournalWrapper(IActorRef actor) : ITestJournal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public JournalWriteBehavior OnWrite => new(new Setter(actor, static interceptor => new TestJournal.UseWriteInterceptor(interceptor)));

    public JournalRecoveryBehavior OnRecovery => new(new Setter(actor, static interceptor => new TestJournal.UseRecoveryInterceptor(interceptor)));

    public JournalConnectionBehavior OnConnect => new(new ConnectionSetter(actor));

    private sealed class Setter(IActorRef actor, Func<IJournalInterceptor, object> message) : IJournalBehaviorSetter
    {
        public Task SetInterceptorAsync(IJournalInterceptor interceptor) => actor.Ask<TestJournal.Ack>(message(interceptor), Patience);
    }

    private sealed class ConnectionSetter(IActorRef actor) : IConnectionBehaviorSetter
    {
        public Task SetInterceptorAsync(IConnectionInterceptor interceptor) =>
            actor.Ask<TestJournal.Ack>(new TestJournal.UseConnectionInterceptor(interceptor), Patience);
    }
}
