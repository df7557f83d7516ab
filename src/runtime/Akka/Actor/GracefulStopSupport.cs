using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stopping an actor and waiting until it has.</summary>
public static class GracefulStopSupport
{
    /// <summary>Completes with true once the actor has stopped; is cancelled when it has not in time.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var clock = new CancellationTokenSource(timeout);
        var stopped = WatchAsyncSupport.Watch(target, clock.Token);
        target.Tell(stopMessage, ActorRefs.NoSender);
        if (await stopped.ConfigureAwait(false)) return true;
        throw new TaskCanceledException($"Actor {target} did not stop within {timeout}");
    }
}

/// <summary>Death watch for code outside actors.</summary>
public static class WatchAsyncSupport
{
    /// <summary>True once the actor has stopped; false when <paramref name="token"/> came first.</summary>
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default) => Watch(target, token);

    internal static async Task<bool> Watch(IActorRef target, CancellationToken token)
    {
        var internalTarget = (IInternalActorRef)target;
        if (internalTarget.IsTerminated) return true;

        var result = new TaskCompletionSource<Terminated>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = internalTarget.Provider.CreateFutureRef(result);
        internalTarget.SendSystemMessage(new Watch(internalTarget, watcher));
        await using var registration = token.Register(() => result.TrySetCanceled(token)).ConfigureAwait(false);
        try
        {
            var terminated = await result.Task.ConfigureAwait(false);
            return terminated.ActorRef.Path.Equals(target.Path);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            internalTarget.SendSystemMessage(new Unwatch(internalTarget, watcher));
            watcher.Stop();
        }
    }
}
