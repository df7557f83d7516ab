using System.Collections.Immutable;
using Akka.Event;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Agents;
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
    /// <param name="Prompt">What the model's prompt is made of.</param>
    /// <param name="Tools">Tools that the model may ask for.</param>
    public sealed record Setup(
        RunId Run, SessionKey Session, string SessionId, TimeSpan Timeout, ModelSelection Models, PromptSource Prompt, ImmutableArray<ToolDefinition> Tools)
    {
        /// <summary>0 for a new run; else how often it was begun anew.</summary>
        public int Life { get; init; }

        /// <summary>What it said in its earlier lives, tool calls included, oldest first.</summary>
        public ImmutableArray<TranscriptMessage.Assistant> Earlier { get; init; } = [];

        /// <summary>Tool calls that are to be made before the model is asked again.</summary>
        public ImmutableArray<MessageContent.ToolCall> OpenCalls { get; init; } = [];

        /// <summary>See <see cref="RunSpec.ClientTools"/>; they are among <see cref="Tools"/>, too.</summary>
        public ImmutableArray<ModelTool> ClientTools { get; init; } = [];

        /// <summary>How long the model is to think; null leaves it to the provider.</summary>
        public ThinkingEffort? Thinking { get; init; }

        /// <summary>See <see cref="RunSpec.KeyOfVersion3"/>.</summary>
        public string? KeyOfVersion3 { get; init; }

        /// <summary>Whether clients of protocol 3 are shown what tools answer.</summary>
        public bool ShowToolResults { get; init; }
    }

    /// <summary>Ends the run now, whatever its model does.</summary>
    /// <param name="Reason">See <see cref="RunOutcome.Aborted"/>.</param>
    public sealed record Abort(string Reason);

    /// <summary>Puts the run aside without an end: it goes on after the gateway's next start.</summary>
    public sealed record Suspend
    {
        /// <summary>The one instance.</summary>
        public static readonly Suspend Instance = new();
    }

    /// <summary>The run said something that must be durable before it goes on; answered with <see cref="Recorded"/>.</summary>
    public sealed record Append(RunId Run, TranscriptMessage Message) : IDeadLetterSuppression;

    /// <summary>What was said is part of the transcript.</summary>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Steering">What users said meanwhile; the model is told before it goes on.</param>
    public sealed record Recorded(string MessageId, ImmutableArray<ModelMessage> Steering) : IDeadLetterSuppression;

    /// <summary>A model was chosen.</summary>
    public sealed record ModelSelected(RunId Run, ModelRef Model);

    /// <summary>The run is over; when its session is stopped with it, nobody is left to hear. Its last events are published by the session, once the end is part of its state.</summary>
    /// <param name="Run">Which run.</param>
    /// <param name="Report">What it leaves.</param>
    /// <param name="LastEvents">In order: output not yet shown, the end of the run, the end of the chat.</param>
    public sealed record Finished(RunId Run, RunReport Report, ImmutableArray<BroadcastProtocol.Publish> LastEvents) : IDeadLetterSuppression;
}
