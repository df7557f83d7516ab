namespace Akka.Actor;

/// <summary>What a supervisor decides about a failed child.</summary>
public enum Directive
{
    /// <summary>Go on with the next message, state unchanged.</summary>
    Resume,
    /// <summary>Replace the instance; mailbox and reference stay.</summary>
    Restart,
    /// <summary>Fail yourself with the same cause.</summary>
    Escalate,
    /// <summary>Stop the child for good.</summary>
    Stop,
}
