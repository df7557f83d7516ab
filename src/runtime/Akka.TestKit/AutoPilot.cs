using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Answers messages to a test actor at once, on its own thread, before the test sees them in its queue.</summary>
public abstract class AutoPilot
{
    /// <summary>Ends the automatic answers.</summary>
    public static NoAutoPilot NoAutoPilot => TestKit.NoAutoPilot.Instance;

    /// <summary>Keeps the pilot that returned it.</summary>
    public static KeepRunning KeepRunning => TestKit.KeepRunning.Instance;

    /// <summary>Handles one message and says what handles the next: another pilot, <see cref="KeepRunning"/> or <see cref="NoAutoPilot"/>.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>Ends the automatic answers.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The one instance.</summary>
    public static NoAutoPilot Instance { get; } = new();

    private NoAutoPilot()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Keeps the pilot that returned it.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The one instance.</summary>
    public static KeepRunning Instance { get; } = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer of a pilot, not a pilot.");
}

/// <summary>A pilot from a function.</summary>
public sealed class DelegateAutoPilot(Func<IActorRef, object, AutoPilot> runDelegate) : AutoPilot
{
    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => runDelegate(sender, message);
}
