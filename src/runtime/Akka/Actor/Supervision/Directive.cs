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

/// <summary>Writes deciders down: <c>Directive.Resume.When&lt;ArithmeticException&gt;()</c>.</summary>
public static class DirectiveExtensions
{
    /// <summary>This directive for exceptions of a type.</summary>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception => new(typeof(TException), self);
}
