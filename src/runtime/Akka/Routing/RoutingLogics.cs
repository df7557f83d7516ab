using Akka.Actor;

namespace Akka.Routing;

/// <summary>Chooses the routee of each message. Called by many threads at a time.</summary>
public abstract class RoutingLogic
{
    /// <summary>The routee for a message; <see cref="Routee.NoRoutee"/> when there is none.</summary>
    public abstract Routee Select(object message, Routee[] routees);
}

/// <summary>One after another.</summary>
public sealed class RoundRobinRoutingLogic(int next) : RoutingLogic
{
    private int _next = next - 1;

    /// <summary>Begins with the first.</summary>
    public RoundRobinRoutingLogic() : this(0) { }

    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : routees[(int)((uint)Interlocked.Increment(ref _next) % (uint)routees.Length)];
}

/// <summary>Any one.</summary>
public sealed class RandomLogic : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) => routees.Length == 0 ? Routee.NoRoutee : routees[Random.Shared.Next(routees.Length)];
}

/// <summary>All.</summary>
public sealed class BroadcastRoutingLogic : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) => routees.Length == 0 ? Routee.NoRoutee : new SeveralRoutees(routees);
}

/// <summary>
/// The one with the fewest messages: an idle one before a busy one with an empty mailbox, then the shortest mailbox, then those whose mailbox
/// cannot be seen, which are not of this process.
/// </summary>
public class SmallestMailboxRoutingLogic : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees)
    {
        if (routees.Length == 0) return Routee.NoRoutee;
        Routee? best = null;
        var bestScore = long.MaxValue;
        // The search begins anywhere, so that equals take turns.
        var start = Random.Shared.Next(routees.Length);
        for (var i = 0; i < routees.Length; i++)
        {
            var routee = routees[(start + i) % routees.Length];
            var score = Score(routee);
            if (score == 0) return routee;
            if (score >= bestScore) continue;
            bestScore = score;
            best = routee;
        }

        return best ?? routees[start];
    }

    private static long Score(Routee routee)
    {
        if (routee is not ActorRefRoutee { Actor: ActorRefWithCell { Underlying: ActorCell cell } }) return long.MaxValue - 2;
        var mailbox = cell.Mailbox;
        if (mailbox.IsClosed) return long.MaxValue;
        if (mailbox.IsSuspended) return long.MaxValue - 1;
        var waiting = mailbox.NumberOfMessages;
        return waiting > 0 ? waiting + 1 : cell.CurrentMessage is null ? 0 : 1;
    }
}

/// <summary>All; the first answer goes to who asked.</summary>
public sealed class ScatterGatherFirstCompletedRoutingLogic(TimeSpan within) : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : new ScatterGatherFirstCompletedRoutees(routees, within);
}

internal sealed class ScatterGatherFirstCompletedRoutees(Routee[] routees, TimeSpan within) : Routee
{
    public override void Send(object message, IActorRef sender) => _ = FirstAsync(message).PipeTo(sender);

    private async Task<object> FirstAsync(object message)
    {
        var answers = routees.Select(routee => routee.Ask(message, within)).ToList();
        while (answers.Count > 0)
        {
            var first = await Task.WhenAny(answers);
            if (first.IsCompletedSuccessfully || answers.Count == 1) return await Answer(first, within);
            answers.Remove(first);
        }

        throw new AskTimeoutException($"Ask timed out after {within}");
    }

    internal static async Task<object> Answer(Task<object> answer, TimeSpan within)
    {
        try
        {
            return await answer;
        }
        catch (AskTimeoutException)
        {
            return new Status.Failure(new AskTimeoutException($"Ask timed out after {within}"));
        }
    }
}

/// <summary>One at random, then, after an interval without an answer, the next; the first answer goes to who asked.</summary>
public sealed class TailChoppingRoutingLogic(IScheduler scheduler, TimeSpan within, TimeSpan interval) : RoutingLogic
{
    /// <inheritdoc/>
    public override Routee Select(object message, Routee[] routees) =>
        routees.Length == 0 ? Routee.NoRoutee : new TailChoppingRoutees(routees, scheduler, within, interval);
}

internal sealed class TailChoppingRoutees(Routee[] routees, IScheduler scheduler, TimeSpan within, TimeSpan interval) : Routee
{
    public override void Send(object message, IActorRef sender)
    {
        var order = routees.ToArray();
        Random.Shared.Shuffle(order);
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var next = 0;
        var stop = new Cancelable(scheduler);
        scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, interval, () =>
        {
            if (next < order.Length) _ = AskAsync(order[next++], message, answer);
        }, stop);
        scheduler.Advanced.ScheduleOnce(within, () => answer.TrySetResult(new Status.Failure(new AskTimeoutException($"Ask timed out on {sender} after {within}"))), stop);
        _ = FinishAsync(answer.Task, sender, stop);
    }

    private async Task AskAsync(Routee routee, object message, TaskCompletionSource<object> answer)
    {
        try
        {
            answer.TrySetResult(await routee.Ask(message, within));
        }
        catch (AskTimeoutException)
        {
            // Another may still answer; the end of the time is seen by its own timer.
        }
        catch (Exception e)
        {
            answer.TrySetResult(new Status.Failure(e));
        }
    }

    private static async Task FinishAsync(Task<object> answer, IActorRef sender, Cancelable stop)
    {
        var result = await answer;
        stop.Cancel();
        sender.Tell(result);
    }
}
