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

    public JournalWriteBehavior OnWrite => new(interceptor => UseAsync(new TestJournal.UseWriteInterceptor(interceptor)));

    public JournalRecoveryBehavior OnRecovery => new(interceptor => UseAsync(new TestJournal.UseRecoveryInterceptor(interceptor)));

    public JournalConnectionBehavior OnConnect => new(interceptor => UseAsync(new TestJournal.UseConnectionInterceptor(interceptor)));

    private Task<TestJournal.Ack> UseAsync(object message) => actor.Ask<TestJournal.Ack>(message, Patience);
}
