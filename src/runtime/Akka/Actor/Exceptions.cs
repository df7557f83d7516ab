namespace Akka.Actor;

/// <summary>Root of the runtime's own exceptions.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException() { }
    protected AkkaException(string? message, Exception? cause = null) : base(message, cause) { }
    protected Exception? Cause => InnerException;
}

/// <summary>A message that cannot be sent, such as null.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() : this("Message is null") { }
    public InvalidMessageException(string message) : base(message) { }
}

/// <summary>The constructor or <c>PreStart</c> of an actor failed. The default decider stops the actor.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }
    public ActorInitializationException(string message) : base(message) { }
    public ActorInitializationException(string message, Exception? cause) : base(message, cause) { }
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : base(message, cause) => Actor = actor;

    public IActorRef? Actor { get; set; }

    public override string ToString() => Actor is null ? base.ToString() : $"{Actor}: {base.ToString()}";
}

/// <summary><c>PreRestart</c> failed; the restart goes on.</summary>
public class PreRestartException : AkkaException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base($"Exception in preRestart(exception = {restartException.GetType()}, message = {optionalMessage?.GetType()})", cause)
    {
        Actor = actor;
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public IActorRef Actor { get; }
    public Exception RestartException { get; }
    public object? OptionalMessage { get; }
}

/// <summary>The new incarnation failed in its constructor or <c>PostRestart</c>.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause) =>
        OriginalCause = originalCause;

    public Exception? OriginalCause { get; }
}

/// <summary>A name that is taken, empty or not allowed.</summary>
public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) : base(message) { }
    public InvalidActorNameException(string message, Exception? innerException) : base(message, innerException) { }
}

/// <summary>The actor received <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException(string message) : base(message) { }
}

/// <summary>The actor did not handle the <see cref="Terminated"/> of an actor it watches.</summary>
public class DeathPactException : AkkaException
{
    public DeathPactException(IActorRef deadActor) : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    public IActorRef DeadActor { get; }
}

/// <summary>An API was used in a state that forbids it.</summary>
public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message, Exception? cause = null) : base(message, cause) { }
}

/// <summary>A name is bound to something else.</summary>
public class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message, Exception? cause = null) : base(message, cause) { }
}

/// <summary>No actor answers at the address asked for.</summary>
public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }
    public ActorNotFoundException(string message) : base(message) { }
    public ActorNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
}

/// <summary>No answer came within the time allowed.</summary>
public class AskTimeoutException : AkkaException
{
    public AskTimeoutException(string message) : base(message) { }
}

/// <summary>The logger did not answer its initialisation in time, or cannot be created.</summary>
public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }
    public LoggerInitializationException(string message) : base(message) { }
    public LoggerInitializationException(string message, Exception? cause = null) : base(message, cause) { }
}


/// <summary>The stash is full.</summary>
public class StashOverflowException : AkkaException
{
    public StashOverflowException(string message, Exception? cause = null) : base(message, cause) { }
}

/// <summary>A scheduler was used after it was shut down.</summary>
public class SchedulerException : AkkaException
{
    public SchedulerException(string message) : base(message) { }
}
