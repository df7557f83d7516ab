namespace OpenClaw.Gateway.Lifecycle;

/// <summary>
/// A command of an actor under a <see cref="JournalSupervisor"/>: told again when the actor stopped before it was handled. What the actor tells itself, and
/// what its journal tells it, is none.
/// </summary>
public interface IJournaledCommand;
