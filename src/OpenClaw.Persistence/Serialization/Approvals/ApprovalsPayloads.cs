using System.Collections.Immutable;
using System.Text.Json;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Persistence.Serialization.Approvals;

/// <summary>Events of approvals in the journal.</summary>
internal static class ApprovalsPayloads
{
    public static PayloadRegistry.Builder AddApprovals(this PayloadRegistry.Builder payloads) => payloads
        .Add<ApprovalRequested, StoredApprovalRequested>(
            "approvals.requested.v1",
            e => new StoredApprovalRequested(e.Id, ToStored(e.Request), e.ExpiresAt, e.At),
            e => new ApprovalRequested(e.Id, FromStored(e.Request), e.ExpiresAt, e.At))
        .Add<ApprovalResolved, StoredApprovalResolved>(
            "approvals.resolved.v1",
            e => new StoredApprovalResolved(e.Id, e.Decision.ToWire(), e.ResolvedBy, e.At),
            e => new ApprovalResolved(e.Id, Name(e.Decision, ExecNames.Decisions) ?? ApprovalDecision.Deny, e.ResolvedBy, e.At))
        .Add<ApprovalSpent, StoredApprovalSpent>(
            "approvals.spent.v1",
            e => new StoredApprovalSpent(e.Id, e.At),
            e => new ApprovalSpent(e.Id, e.At))
        .Add<AllowlistExtended, StoredAllowlistExtended>(
            "approvals.allowlist-extended.v1",
            e => new StoredAllowlistExtended(e.AgentId, [.. e.Entries.Select(ToStored)], e.At),
            e => new AllowlistExtended(e.AgentId, [.. e.Entries.Select(FromStored)], e.At))
        .Add<ApprovalsReplaced, StoredApprovalsReplaced>(
            "approvals.replaced.v1",
            e => new StoredApprovalsReplaced(DefaultsOf(e.Document), AgentsOf(e.Document), e.At),
            e => new ApprovalsReplaced(DocumentOf(e.Defaults, e.Agents), e.At))
        .Add<ApprovalsState, StoredApprovalsState>(
            "approvals.snapshot.v1",
            state => new StoredApprovalsState(
                DefaultsOf(state.Document),
                AgentsOf(state.Document),
                state.IsWritten,
                [.. state.Approvals.Values.Select(static approval => new StoredApproval(
                    approval.Id, ToStored(approval.Request), approval.CreatedAt, approval.ExpiresAt, approval.Decision?.ToWire(), approval.IsSpent))]),
            state => new ApprovalsState(
                DocumentOf(state.Defaults, state.Agents),
                state.IsWritten,
                state.Approvals.ToImmutableDictionary(static approval => approval.Id, static approval => new Approval(
                    approval.Id, FromStored(approval.Request), approval.CreatedAt, approval.ExpiresAt, Name(approval.Decision, ExecNames.Decisions), approval.IsSpent))));

    private static StoredExecPolicy DefaultsOf(ExecApprovalsDocument document) => ToStored(new ExecAgentApprovals(document.Defaults, []));

    private static Dictionary<string, StoredExecPolicy> AgentsOf(ExecApprovalsDocument document) => document.Agents.ToDictionary(static agent => agent.Key, static agent => ToStored(agent.Value));

    private static ExecApprovalsDocument DocumentOf(StoredExecPolicy defaults, IReadOnlyDictionary<string, StoredExecPolicy> agents) =>
        new(FromStored(defaults).Settings, agents.ToImmutableSortedDictionary(static agent => agent.Key, static agent => FromStored(agent.Value), StringComparer.Ordinal));

    private static StoredExecRequest ToStored(ExecApprovalRequest request) => new(
        request.Command,
        request.Arguments,
        request.WorkingDirectory,
        request.NodeId,
        request.Host,
        request.Security,
        request.Ask,
        request.AgentId,
        request.SessionKey,
        request.ResolvedPath,
        request.Remember.IsEmpty ? null : [.. request.Remember.Select(ToStored)]);

    private static ExecApprovalRequest FromStored(StoredExecRequest request) => new()
    {
        Command = request.Command,
        Arguments = Words(request.Arguments),
        WorkingDirectory = request.WorkingDirectory,
        NodeId = request.NodeId,
        Host = request.Host,
        Security = request.Security,
        Ask = request.Ask,
        AgentId = request.AgentId,
        SessionKey = request.SessionKey,
        ResolvedPath = request.ResolvedPath,
        Remember = [.. (request.Remember ?? []).Select(FromStored)],
    };

    private static StoredAllowlistEntry ToStored(ExecAllowlistEntry entry) => new(
        entry.Id, entry.Pattern, entry.Arguments, entry.ForeignArgumentPattern, entry.Source, entry.LastUsedCommand, entry.LastUsedAtMs, entry.LastResolvedPath);

    private static ExecAllowlistEntry FromStored(StoredAllowlistEntry entry) => new(entry.Id, entry.Pattern, Words(entry.Arguments))
    {
        ForeignArgumentPattern = entry.ForeignArgumentPattern,
        Source = entry.Source,
        LastUsedCommand = entry.LastUsedCommand,
        LastUsedAtMs = entry.LastUsedAtMs,
        LastResolvedPath = entry.LastResolvedPath,
    };

    private static StoredExecPolicy ToStored(ExecAgentApprovals agent) => new(
        agent.Settings.Security?.ToWire(),
        agent.Settings.Ask?.ToWire(),
        agent.Settings.AskFallback?.ToWire(),
        agent.Allowlist.IsEmpty ? null : [.. agent.Allowlist.Select(ToStored)]);

    private static ExecAgentApprovals FromStored(StoredExecPolicy policy) => new(
        new ExecPolicySettings(Name(policy.Security, ExecNames.Securities), Name(policy.Ask, ExecNames.Asks), Name(policy.AskFallback, ExecNames.Securities)),
        [.. (policy.Allowlist ?? []).Select(FromStored)]);

    private static ImmutableArray<string>? Words(IReadOnlyList<string>? words) => words is null ? null : [.. words];

    // A policy that this version does not know must not turn into one that it does.
    private static T? Name<T>(string? text, IReadOnlyDictionary<string, T> names)
        where T : struct =>
        text is null ? null : names.TryGetValue(text, out var value) ? value : throw new JsonException($"The journal names '{text}', which this version does not know.");
}
