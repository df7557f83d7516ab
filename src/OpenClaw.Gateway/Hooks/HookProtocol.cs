using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Hooks;

/// <summary>Messages of <see cref="HooksActor"/>.</summary>
public static class HookProtocol
{
    /// <summary>Starts a run that nobody listens to; answered with <see cref="RunAccepted"/> once it is kept, or <see cref="RunRefused"/>.</summary>
    /// <param name="Key">The session.</param>
    /// <param name="Run">The run's id.</param>
    /// <param name="Spec">What it is asked to do.</param>
    /// <param name="Name">Who asks, for people.</param>
    /// <param name="Notify">Whether the main session's next run is told how it ended.</param>
    public sealed record StartRun(SessionKey Key, RunId Run, RunSpec Spec, string Name, bool Notify);

    /// <summary>The run is accepted, or was already.</summary>
    public sealed record RunAccepted(RunId Run);

    /// <summary>The run is refused.</summary>
    public sealed record RunRefused(ProtocolError Error);

    /// <summary>Leaves a note for the main session's next run; answered with <see cref="Noted"/>.</summary>
    public sealed record Note(string Text);

    /// <summary>The note waits.</summary>
    public sealed record Noted
    {
        /// <summary>The one instance.</summary>
        public static readonly Noted Instance = new();
    }
}
