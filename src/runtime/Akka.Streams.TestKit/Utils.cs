using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Implementation;
using Akka.TestKit;

namespace Akka.Streams.TestKit;

/// <summary>Checks that streams leave nothing behind.</summary>
public static class Utils
{
    /// <summary>Every actor gets the unbounded mailbox.</summary>
    public static Config UnboundedMailboxConfig { get; } =
        ConfigurationFactory.ParseString("akka.actor.default-mailbox.mailbox-type = \"Akka.Dispatch.UnboundedMailbox, Akka\"");

    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static void AssertAllStagesStopped(this TestKitBase testKit, Action block, IMaterializer materializer)
    {
        block();
        Check(testKit, materializer);
    }

    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static T AssertAllStagesStopped<T>(this TestKitBase testKit, Func<T> block, IMaterializer materializer)
    {
        var result = block();
        Check(testKit, materializer);
        return result;
    }

    /// <summary>Runs a block and expects that all streams of the materializer end.</summary>
    public static async Task AssertAllStagesStoppedAsync(this TestKitBase testKit, Func<Task> block, IMaterializer materializer)
    {
        await block();
        await testKit.AwaitAssertAsync(() => CheckOnceAsync(materializer), TimeSpan.FromSeconds(5));
    }

    /// <inheritdoc cref="AssertAllStagesStoppedAsync(TestKitBase, Func{Task}, IMaterializer)"/>
    public static async Task<T> AssertAllStagesStoppedAsync<T>(this TestKitBase testKit, Func<Task<T>> block, IMaterializer materializer)
    {
        var result = await block();
        await testKit.AwaitAssertAsync(() => CheckOnceAsync(materializer), TimeSpan.FromSeconds(5));
        return result;
    }

    /// <summary>Expects that an actor runs on a dispatcher.</summary>
    /// <exception cref="InvalidOperationException">It runs on another, or none can be told.</exception>
    public static void AssertDispatcher(IActorRef @ref, string dispatcher)
    {
        if (@ref is not ActorRefWithCell { Underlying: ActorCell cell })
            throw new InvalidOperationException($"Unable to determine dispatcher of {@ref}");
        if (cell.Dispatcher.Id != dispatcher)
            throw new InvalidOperationException($"Expected {@ref} to use dispatcher [{dispatcher}], yet used: [{cell.Dispatcher.Id}]");
    }

    /// <summary>The result of a task, waited for three seconds or as long as said.</summary>
    /// <exception cref="TimeoutException">It has not ended.</exception>
    public static T AwaitResult<T>(this Task<T> task, TimeSpan? timeout = null) => task.WaitAsync(timeout ?? TimeSpan.FromSeconds(3)).GetAwaiter().GetResult();

    private static void Check(TestKitBase testKit, IMaterializer materializer) =>
        testKit.AwaitAssert(() => CheckOnceAsync(materializer).GetAwaiter().GetResult(), TimeSpan.FromSeconds(5));

    private static async Task CheckOnceAsync(IMaterializer materializer)
    {
        if (materializer is not ActorMaterializer { IsShutdown: false } actorMaterializer) return;
        var children = await actorMaterializer.Supervisor.Ask<StreamSupervisor.Children>(StreamSupervisor.GetChildren.Instance, TimeSpan.FromSeconds(3));
        if (children.Refs.Count > 0) throw new InvalidOperationException($"expected no StreamSupervisor children, but got {string.Join(", ", children.Refs)}");
    }
}
