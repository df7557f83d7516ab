using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Streams.TestKit;

/// <summary>The default mailbox of stream tests, by name in their configuration: unbounded. It does not check which dispatcher a stream uses.</summary>
public sealed class StreamTestDefaultMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<UnboundedMessageQueue>
{
    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef? owner, ActorSystem? system) => new UnboundedMessageQueue();
}
