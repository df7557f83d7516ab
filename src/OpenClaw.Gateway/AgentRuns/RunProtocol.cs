using System.Collections.Immutable;
using Akka.Event;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Gateway.Broadcast;

namespace OpenClaw.Gateway.AgentRuns;

/// <summary>Between a session and its run.</summary>
public static class RunProtocol
{
    /// <summary>What a run is given to work with.</summary>
    /// <param name="Run">Its id.</param>
    /// <param name="Session">Its session.</param>
    /// <param name="SessionId">Names the conversation.</param>
    /// <param name="Timeout">Longest duration; infinite for none.</param>
    /// <param name="Models">Which models to try.</param>
    /// <param name="Prompt">What the model is told.</param>
    public sealed record Setup(RunId Run, SessionKey Session, string SessionId, TimeSpan Timeout, ModelSelection Models, RunPrompt Prompt);

    /// <summary>Ends the run now, whatever its model does.</summary>
    /// <param name="Reason">See <see cref="RunOutcome.Aborted"/>.</param>
    public sealed record Abort(string Reason);

    /// <summary>A model was chosen.</summary>
    public sealed record ModelSelected(RunId Run, ModelRef Model);

    /// <summary>The run is over; when its session is stopped with it, nobody is left to hear. Its last events are published by the session, once the end is part of its state.</summary>
    /// <param name="Run">Which run.</param>
    /// <param name="Report">What it leaves.</param>
    /// <param name="LastEvents">In order: output not yet shown, the end of the run, the end of the chat.</param>
    public sealed record Finished(RunId Run, RunReport Report, ImmutableArray<BroadcastProtocol.Publish> LastEvents) : IDeadLetterSuppression;
}

/// <summary>The conversation as a model is told it.</summary>
/// <param name="System">Instructions above it.</param>
/// <param name="Messages">Oldest first; the last one is what to answer.</param>
public sealed record RunPrompt(string? System, ImmutableArray<ModelMessage> Messages);
