using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using OpenClaw.Domain.Approvals;
using OpenClaw.Protocol.Events.Approvals;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods.Approvals;
using OpenClaw.Protocol.Types;

using WirePolicy = OpenClaw.Protocol.Types.ExecPolicy;
using WireRequest = OpenClaw.Protocol.Types.ExecApprovalRequest;

namespace OpenClaw.Gateway.Approvals;

/// <summary>Approvals as the wire shows them.</summary>
internal static class ApprovalsWire
{
    private const int MaxEntries = 10_000;

    public static WireRequest ToWire(this Domain.Approvals.ExecApprovalRequest request) => new()
    {
        Command = request.Command,
        CommandArgv = request.Arguments,
        Cwd = request.WorkingDirectory,
        NodeId = request.NodeId,
        Host = request.Host,
        Security = request.Security,
        Ask = request.Ask,
        AgentId = request.AgentId,
        ResolvedPath = request.ResolvedPath,
        SessionKey = request.SessionKey,
    };

    public static ExecApprovalRequestedEvent ToWire(this Approval approval) => new()
    {
        Id = approval.Id,
        Request = approval.Request.ToWire(),
        CreatedAtMs = approval.CreatedAt.ToUnixTimeMilliseconds(),
        ExpiresAtMs = approval.ExpiresAt.ToUnixTimeMilliseconds(),
    };

    /// <summary>What a client is told of a decision, or that there was none.</summary>
    public static ReadOnlyMemory<byte> Answer(Approval approval, ApprovalDecision? decision)
    {
        // Written by hand: "no decision" is a null that has to be there.
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, approval.Id);
            writer.WriteString("decision"u8, decision?.ToWire());
            writer.WriteNumber("createdAtMs"u8, approval.CreatedAt.ToUnixTimeMilliseconds());
            writer.WriteNumber("expiresAtMs"u8, approval.ExpiresAt.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Accepted(Approval approval) => Payload.Encode(
        new ExecApprovalRequestResult
        {
            Id = approval.Id,
            Status = "accepted",
            CreatedAtMs = approval.CreatedAt.ToUnixTimeMilliseconds(),
            ExpiresAtMs = approval.ExpiresAt.ToUnixTimeMilliseconds(),
        },
        ProtocolJson.Default.ExecApprovalRequestResult);

    public static ReadOnlyMemory<byte> List(IEnumerable<Approval> pending)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var approval in pending)
            {
                JsonSerializer.Serialize(writer, approval.ToWire(), ProtocolJson.Default.ExecApprovalRequestedEvent);
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    public static ExecApprovalsFile ToWire(this ExecApprovalsDocument document) => new()
    {
        Version = 1,
        Defaults = ToWire(document.Defaults, []),
        Agents = document.Agents.ToDictionary(static agent => agent.Key, static agent => ToWire(agent.Value.Settings, agent.Value.Allowlist)),
    };

    public static WirePolicy ToWire(ExecPolicySettings settings, ImmutableArray<ExecAllowlistEntry> allowlist) => new()
    {
        Security = settings.Security?.ToWire(),
        Ask = settings.Ask?.ToWire(),
        AskFallback = settings.AskFallback?.ToWire(),
        Allowlist = allowlist.IsEmpty ? null : [.. allowlist.Select(ToWire)],
    };

    /// <summary>Changes with the document; a writer names the one that it has read.</summary>
    public static string HashOf(ExecApprovalsDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(Payload.Encode(document.ToWire(), ProtocolJson.Default.ExecApprovalsFile).Span));

    /// <summary>Reads what an operator wrote.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says what is wrong and where.</exception>
    public static ExecApprovalsDocument FromWire(this ExecApprovalsFile file)
    {
        var agents = ImmutableSortedDictionary.CreateBuilder<string, ExecAgentApprovals>(StringComparer.Ordinal);
        // A file that nobody has validated may say null for an agent: nothing is said of it then.
        foreach (var (id, policy) in (file.Agents ?? new Dictionary<string, WirePolicy>()).Where(static agent => agent.Value is not null))
        {
            agents[id] = new ExecAgentApprovals(Settings(policy, $"agents.{id}"), Entries(policy, $"agents.{id}"));
        }

        return new ExecApprovalsDocument(file.Defaults is { } defaults ? Settings(defaults, "defaults") : new ExecPolicySettings(), agents.ToImmutable());
    }

    private static ExecPolicySettings Settings(WirePolicy policy, string path) => new(
        Name(policy.Security, ExecNames.Securities, $"{path}.security"),
        Name(policy.Ask, ExecNames.Asks, $"{path}.ask"),
        Name(policy.AskFallback, ExecNames.Securities, $"{path}.askFallback"));

    private static T? Name<T>(string? text, IReadOnlyDictionary<string, T> names, string path)
        where T : struct =>
        text is null ? null : names.TryGetValue(text, out var value) ? value : throw new FormatException($"{path} must be one of {string.Join(", ", names.Keys)}");

    private static ImmutableArray<ExecAllowlistEntry> Entries(WirePolicy policy, string path)
    {
        if (policy.Allowlist is not { } list)
        {
            return [];
        }

        if (list.Count > MaxEntries)
        {
            throw new FormatException($"{path}.allowlist has more than {MaxEntries} entries");
        }

        return [.. list.Select((entry, i) => Entry(entry, $"{path}.allowlist[{i}]"))];
    }

    private static ExecAllowlistEntry Entry(JsonElement entry, string path)
    {
        if (Text(entry, "pattern") is not { Length: > 0 } pattern)
        {
            throw new FormatException($"{path}.pattern is missing");
        }

        ImmutableArray<string>? arguments = null;
        if (entry.TryGetProperty("args", out var args))
        {
            arguments = args.ValueKind == JsonValueKind.Array && args.EnumerateArray().All(static word => word.ValueKind == JsonValueKind.String)
                ? [.. args.EnumerateArray().Select(static word => word.GetString()!)]
                : throw new FormatException($"{path}.args must be a list of strings");
        }

        return new ExecAllowlistEntry(Text(entry, "id") ?? Guid.NewGuid().ToString(), pattern, arguments)
        {
            // Any value there is a restriction: read as none it would widen what is allowed.
            ForeignArgumentPattern = entry.TryGetProperty("argPattern", out var foreign) && foreign.ValueKind != JsonValueKind.Null ? foreign.ToString() : null,
            Source = Text(entry, "source"),
            LastUsedCommand = Text(entry, "lastUsedCommand"),
            LastUsedAtMs = entry.TryGetProperty("lastUsedAt", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var ms) ? ms : null,
            LastResolvedPath = Text(entry, "lastResolvedPath"),
        };
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement ToWire(ExecAllowlistEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, entry.Id);
            writer.WriteString("pattern"u8, entry.Pattern);
            if (entry.Arguments is { } arguments)
            {
                writer.WriteStartArray("args"u8);
                foreach (var word in arguments)
                {
                    writer.WriteStringValue(word);
                }

                writer.WriteEndArray();
            }

            WriteText(writer, "argPattern"u8, entry.ForeignArgumentPattern);
            WriteText(writer, "source"u8, entry.Source);
            if (entry.LastUsedAtMs is { } at)
            {
                writer.WriteNumber("lastUsedAt"u8, at);
            }

            WriteText(writer, "lastUsedCommand"u8, entry.LastUsedCommand);
            WriteText(writer, "lastResolvedPath"u8, entry.LastResolvedPath);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
