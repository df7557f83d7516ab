using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tools;

/// <summary>A tool as its host offers it.</summary>
/// <param name="Tool">What the model is told of it.</param>
/// <param name="IsRepeatable">
/// Whether a call may be made a second time when a restart lost its result: true for calls that only read. Any other call is then reported to the
/// model as interrupted.
/// </param>
/// <param name="Group">The group that it is listed under, one of <see cref="ToolGroups"/> or <c>mcp</c>.</param>
public sealed record ToolDefinition(ModelTool Tool, bool IsRepeatable, string Group = ToolGroups.Other);
