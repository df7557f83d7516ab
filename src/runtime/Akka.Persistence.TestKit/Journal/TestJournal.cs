using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.TestKit;

/// <summary>A journal in memory whose behaviour a test chooses.</summary>
public sealed class TestJournal : MemoryJournal
{
    private static readonly JournalInterceptor Pass = new(new Interceptor<IPersistentRepresentation>(null, null, null));

    private volatile IJournalInterceptor _write = Pass;
    private volatile IJournalInterceptor _recovery = Pass;
    private volatile IConnectionInterceptor _connection = ConnectionInterceptor.Pass;

    /// <summary>The choices of a journal that runs as this actor.</summary>
    public static ITestJournal FromRef(IActorRef actor) => new TestJournalWrapper(actor);

    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case UseWriteInterceptor use:
                _write = use.Interceptor;
                break;
            case UseRecoveryInterceptor use:
                _recovery = use.Interceptor;
                break;
            case UseConnectionInterceptor use:
                _connection = use.Interceptor;
                break;
            default:
                return base.ReceivePluginInternal(message);
        }

        Sender.Tell(Ack.Instance);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task<IImmutableList<Exception>?> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        var results = new List<Exception>();
        foreach (var write in messages)
        {
            try
            {
                // All of a write are asked about before the first is stored: it is stored wholly or not at all.
                var events = (IImmutableList<IPersistentRepresentation>)write.Payload;
                foreach (var persistent in events) await _write.InterceptAsync(persistent).ConfigureAwait(false);
                foreach (var persistent in events) Add(persistent);
                results.Add(null!);
            }
            catch (TestJournalRejectionException rejection)
            {
                results.Add(rejection);
            }
        }

        return results.Any(static r => r is not null) ? results.ToImmutableList() : null;
    }

    /// <inheritdoc/>
    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        return await base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        var highest = HighestSequenceNr(persistenceId);
        if (highest == 0 || max == 0) return;
        foreach (var persistent in Read(persistenceId, fromSequenceNr, Math.Min(toSequenceNr, highest), max).ToArray())
        {
            await _recovery.InterceptAsync(persistent).ConfigureAwait(false);
            recoveryCallback(persistent);
        }
    }

    /// <inheritdoc/>
    protected override async Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        await _connection.InterceptAsync().ConfigureAwait(false);
        await base.DeleteMessagesToAsync(persistenceId, toSequenceNr).ConfigureAwait(false);
    }

    /// <summary>Takes an interceptor of writes; answered with <see cref="Ack"/>.</summary>
    public sealed class UseWriteInterceptor(IJournalInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public IJournalInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Takes an interceptor of replayed events; answered with <see cref="Ack"/>.</summary>
    public sealed class UseRecoveryInterceptor(IJournalInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public IJournalInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>Takes an interceptor of every request; answered with <see cref="Ack"/>.</summary>
    public sealed class UseConnectionInterceptor(IConnectionInterceptor interceptor)
    {
        /// <summary>The interceptor.</summary>
        public IConnectionInterceptor Interceptor { get; } = interceptor;
    }

    /// <summary>The interceptor is in use.</summary>
    public sealed class Ack
    {
        /// <summary>The one value.</summary>
        public static readonly Ack Instance = new();

        private Ack() { }
    }
}
