using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenClaw.Domain.Approvals;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Tests;

/// <summary>The bytes of approvals in the journal. They outlive releases: a change here is a new manifest and an up-caster, not an update.</summary>
public sealed class ApprovalsPayloadTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    private static readonly ExecAllowlistEntry Entry = new("e", "/bin/ls", ["-l"]) { Source = "allow-always", LastUsedCommand = "ls -l", LastUsedAtMs = 5, LastResolvedPath = "/bin/ls" };

    public static TheoryData<IApprovalEvent, string, string> Events => new()
    {
        {
            new ApprovalRequested(
                "a",
                new ExecApprovalRequest
                {
                    Command = "ls -l", Arguments = ["/bin/sh", "-c", "ls -l"], WorkingDirectory = "/w", NodeId = "n", Host = "gateway", Security = "allowlist", Ask = "on-miss",
                    AgentId = "main", SessionKey = "agent:main:main", ResolvedPath = "/bin/ls", Remember = [Entry],
                },
                At.AddSeconds(120),
                At),
            "approvals.requested.v1",
            """{"id":"a","request":{"command":"ls -l","arguments":["/bin/sh","-c","ls -l"],"workingDirectory":"/w","nodeId":"n","host":"gateway","security":"allowlist","ask":"on-miss","agentId":"main","sessionKey":"agent:main:main","resolvedPath":"/bin/ls","remember":[{"id":"e","pattern":"/bin/ls","arguments":["-l"],"source":"allow-always","lastUsedCommand":"ls -l","lastUsedAtMs":5,"lastResolvedPath":"/bin/ls"}]},"expiresAt":"2026-09-21T14:15:20.123+00:00","at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        {
            new ApprovalResolved("a", ApprovalDecision.AllowAlways, "cli", At),
            "approvals.resolved.v1",
            """{"id":"a","decision":"allow-always","resolvedBy":"cli","at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        { new ApprovalSpent("a", At), "approvals.spent.v1", """{"id":"a","at":"2026-09-21T14:13:20.123+00:00"}""" },
        {
            new AllowlistExtended("main", [Entry with { Arguments = null, Source = null, LastUsedCommand = null, LastUsedAtMs = null, LastResolvedPath = null }], At),
            "approvals.allowlist-extended.v1",
            """{"agentId":"main","entries":[{"id":"e","pattern":"/bin/ls"}],"at":"2026-09-21T14:13:20.123+00:00"}"""
        },
        {
            new ApprovalsReplaced(
                new ExecApprovalsDocument(
                    new ExecPolicySettings(ExecSecurity.Allowlist, ExecAsk.Always, ExecSecurity.Deny),
                    ImmutableSortedDictionary<string, ExecAgentApprovals>.Empty.Add("main", new(new(ExecSecurity.Full), [new("e", "/bin/*") { ForeignArgumentPattern = ".*" }]))),
                At),
            "approvals.replaced.v1",
            """{"defaults":{"security":"allowlist","ask":"always","askFallback":"deny"},"agents":{"main":{"security":"full","allowlist":[{"id":"e","pattern":"/bin/*","foreignArgumentPattern":".*"}]}},"at":"2026-09-21T14:13:20.123+00:00"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void Stored_bytes_are_these_and_read_back_as_the_event(IApprovalEvent happened, string manifest, string json)
    {
        var (written, bytes) = GatewayPayloads.Registry.Serialize(happened);
        Assert.Equal(manifest, written);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(bytes).RootElement), Encoding.UTF8.GetString(bytes));

        var read = GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(json));
        Assert.IsType(happened.GetType(), read);
        Assert.Equal(bytes, GatewayPayloads.Registry.Serialize(read).Bytes);
    }

    [Fact]
    public void A_snapshot_reads_back_as_the_state()
    {
        const string Json = """{"defaults":{"ask":"always"},"agents":{"main":{"allowlist":[{"id":"e","pattern":"/bin/ls","arguments":["-l"],"source":"allow-always","lastUsedCommand":"ls -l","lastUsedAtMs":5,"lastResolvedPath":"/bin/ls"}]}},"isWritten":true,"approvals":[{"id":"a","request":{"command":"ls","agentId":"main"},"createdAt":"2026-09-21T14:13:20.123+00:00","expiresAt":"2026-09-21T14:15:20.123+00:00","decision":"allow-once","isSpent":true}]}""";
        var state = new IApprovalEvent[]
        {
            new ApprovalsReplaced(ExecApprovalsDocument.Empty with { Defaults = new ExecPolicySettings(Ask: ExecAsk.Always) }, At),
            new AllowlistExtended("main", [Entry], At),
            new ApprovalRequested("a", new ExecApprovalRequest { Command = "ls", AgentId = "main" }, At.AddSeconds(120), At),
            new ApprovalResolved("a", ApprovalDecision.AllowOnce, "cli", At),
            new ApprovalSpent("a", At),
        }.Aggregate(ApprovalsState.Empty, static (state, happened) => state.Apply(happened));

        var (manifest, bytes) = GatewayPayloads.Registry.Serialize(state);
        var read = (ApprovalsState)GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(Json));

        Assert.Equal("approvals.snapshot.v1", manifest);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Json).RootElement, JsonDocument.Parse(bytes).RootElement), Encoding.UTF8.GetString(bytes));
        Assert.Equal(bytes, GatewayPayloads.Registry.Serialize(read).Bytes);
    }

    [Fact]
    public void A_policy_of_a_newer_version_is_refused() => Assert.Throws<JsonException>(() =>
        GatewayPayloads.Registry.Deserialize("approvals.resolved.v1", """{"id":"a","decision":"allow-everything","at":"2026-09-21T14:13:20+00:00"}"""u8));

    [Fact]
    public void Manifests_are_these() => Assert.Equal(
        ["approvals.allowlist-extended.v1", "approvals.replaced.v1", "approvals.requested.v1", "approvals.resolved.v1", "approvals.snapshot.v1", "approvals.spent.v1"],
        GatewayPayloads.Registry.Manifests.Where(manifest => manifest.StartsWith("approvals.", StringComparison.Ordinal)));
}
