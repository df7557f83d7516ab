using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Sessions;

/// <summary>Maps <c>messages.queue</c> to what sessions do.</summary>
public static class InputQueues
{
    /// <summary>What becomes of a channel's messages that come during a run.</summary>
    /// <param name="queue">As configured.</param>
    /// <param name="channel">The channel, <c>webchat</c> for chat clients.</param>
    /// <param name="otherwise">Where nothing is configured: clients that wait for an answer to each request get one, channels collect.</param>
    public static QueueMode ModeOf(QueueBlock queue, string channel, QueueMode otherwise) => queue.ModeOf(channel) switch
    {
        InputQueueMode.Followup => QueueMode.Followup,
        InputQueueMode.Collect => QueueMode.Collect,
        InputQueueMode.Steer => QueueMode.Steer,
        InputQueueMode.SteerBacklog => QueueMode.SteerBacklog,
        InputQueueMode.Interrupt => QueueMode.Interrupt,
        _ => otherwise,
    };

    /// <summary>How they are gathered.</summary>
    public static QueueLimits LimitsOf(QueueBlock queue) => new(TimeSpan.FromMilliseconds(queue.DebounceMs), queue.Cap, queue.Drop switch
    {
        InputQueueDrop.Old => QueueDrop.Old,
        InputQueueDrop.New => QueueDrop.New,
        _ => QueueDrop.Summarize,
    });
}
