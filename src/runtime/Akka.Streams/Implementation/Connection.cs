using System.Runtime.CompilerServices;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>What has happened on a <see cref="Connection"/> and what is still to be told to either side.</summary>
[Flags]
internal enum PortState
{
    None = 0,

    /// <summary>The consumer has pulled and no element has been handed to it since.</summary>
    Demand = 1,

    /// <summary>A pull is to be told to the producer.</summary>
    PullPending = 2,

    /// <summary>The producer knows of the pull and may push once.</summary>
    OutReady = 4,

    /// <summary>An element is to be handed to the consumer.</summary>
    PushPending = 8,

    /// <summary>An element was handed over and not grabbed yet.</summary>
    HasElement = 16,

    /// <summary>The producer completed or failed.</summary>
    OutClosed = 32,

    /// <summary>The consumer cancelled.</summary>
    InClosed = 64,

    /// <summary>The consumer has been told that the producer closed.</summary>
    InInformed = 128,

    /// <summary>The producer has been told that the consumer cancelled.</summary>
    OutInformed = 256,

    /// <summary>The connection waits in the interpreter's queue.</summary>
    Queued = 512,

    /// <summary>The producer failed.</summary>
    Failed = 1024,

    /// <summary>For the consumer the port is closed.</summary>
    InletClosed = InClosed | InInformed,

    /// <summary>For the producer the port is closed.</summary>
    OutletClosed = OutClosed | OutInformed,
}

/// <summary>The link between an outlet and an inlet: at most one element and one event under way.</summary>
internal abstract class Connection
{
    internal GraphStageLogic Producer = null!;
    internal GraphStageLogic Consumer = null!;
    internal IOutHandler OutHandler = null!;
    internal IInHandler InHandler = null!;

    /// <summary>The next connection in the interpreter's queue.</summary>
    internal Connection? Next;

    /// <summary>Why the producer failed or the consumer cancelled.</summary>
    internal Exception? Cause;

    internal PortState State;

    internal bool Has(PortState any) => (State & any) != 0;

    internal abstract void ClearElement();
}

/// <summary>A connection that carries <typeparamref name="T"/>; typed so that value types are not boxed.</summary>
internal sealed class Connection<T> : Connection
{
    internal T Element = default!;

    internal override void ClearElement()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) Element = default!;
    }
}
