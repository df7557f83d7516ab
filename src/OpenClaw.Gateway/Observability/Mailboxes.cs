using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OpenClaw.Gateway.Observability;

/// <summary>One class of actors.</summary>
/// <param name="Name">See <see cref="ActorClass"/>.</param>
/// <param name="Actors">How many there are.</param>
/// <param name="Depth">Messages that wait in all of their mailboxes.</param>
/// <param name="OldestMs">The least age of the oldest of these, in ms; as exact as the looks are frequent.</param>
public sealed record MailboxClass(string Name, int Actors, long Depth, long OldestMs);

/// <summary>The mailboxes of this process, and what waits in them. Thread safe.</summary>
public static class Mailboxes
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<MeteredQueue, byte> s_queues = new();
    private static readonly Lock s_looking = new();
    private static Timer? s_timer;

    static Mailboxes()
    {
        GatewayMeter.Instance.CreateObservableGauge(
            "openclaw.actors.count", static () => Measure(static one => one.Actors), "{actor}", "Actors, by class.");
        GatewayMeter.Instance.CreateObservableGauge(
            "openclaw.actors.mailbox.depth", static () => Measure(static one => one.Depth), "{message}", "Messages that wait, by class of actor.");
        GatewayMeter.Instance.CreateObservableGauge(
            "openclaw.actors.mailbox.oldest", static () => Measure(static one => one.OldestMs / 1000d), "s", "Least age of the oldest message that waits, by class of actor.");
    }

    /// <summary>Looks once a second from now on, so that ages are exact to that. Nothing looks before somebody asks for it.</summary>
    public static void Watch()
    {
        if (Volatile.Read(ref s_timer) is null)
        {
            var timer = new Timer(static _ => Look(), null, s_every, s_every);
            if (Interlocked.CompareExchange(ref s_timer, timer, null) is not null)
            {
                timer.Dispose();
            }
        }
    }

    /// <summary>Looks at every mailbox now.</summary>
    public static IReadOnlyList<MailboxClass> Look()
    {
        var classes = new Dictionary<string, MailboxClass>(StringComparer.Ordinal);
        lock (s_looking)
        {
            var now = Environment.TickCount64;
            foreach (var (queue, _) in s_queues)
            {
                var (depth, oldest) = queue.Look(now);
                var before = classes.GetValueOrDefault(queue.ActorClass) ?? new MailboxClass(queue.ActorClass, 0, 0, 0);
                classes[queue.ActorClass] = before with { Actors = before.Actors + 1, Depth = before.Depth + depth, OldestMs = Math.Max(before.OldestMs, oldest) };
            }
        }

        return [.. classes.Values.OrderBy(static one => one.Name, StringComparer.Ordinal)];
    }

    internal static void Add(MeteredQueue queue) => s_queues.TryAdd(queue, 0);

    internal static void Remove(MeteredQueue queue) => s_queues.TryRemove(queue, out _);

    private static IEnumerable<Measurement<T>> Measure<T>(Func<MailboxClass, T> value)
        where T : struct =>
        Look().Select(one => new Measurement<T>(value(one), new KeyValuePair<string, object?>("class", one.Name)));
}
