using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;

namespace OpenClaw.Domain.Tools;

/// <summary>On whose behalf a tool is called.</summary>
/// <param name="Session">The session.</param>
/// <param name="SessionId">Names the conversation.</param>
/// <param name="Run">The run.</param>
public sealed record ToolContext(SessionKey Session, string SessionId, RunId Run);
