using System.Buffers;
using System.Text.Json;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Writing;
using OpenClaw.Protocol.Errors;

namespace OpenClaw.Gateway.Config;

/// <summary>Writes the configuration and what became of a change as clients expect them.</summary>
internal static class ConfigWire
{
    /// <summary>An object.</summary>
    public static ReadOnlyMemory<byte> Encode(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>
    /// The answer to <c>config.get</c>. The file's text is never shown: comments hold secrets, too. Of a file that could not be taken over it says what is wrong; the document is
    /// the one in force.
    /// </summary>
    public static ReadOnlyMemory<byte> Snapshot(LoadedConfiguration loaded) => Encode(writer =>
    {
        writer.WriteString("path"u8, loaded.Path);
        writer.WriteBoolean("exists"u8, (loaded.Refused?.Loaded ?? loaded).FileExists);
        writer.WriteNull("raw"u8);
        foreach (var name in (ReadOnlySpan<string>)["parsed", "resolved", "config"])
        {
            writer.WritePropertyName(name);
            WriteMasked(writer, loaded.Document);
        }

        writer.WriteBoolean("valid"u8, loaded is { IsUsable: true, Refused: null });
        writer.WriteString("hash"u8, ConfigurationStore.HashOf(loaded));
        if (loaded.Refused is { } refused)
        {
            WriteProblems(writer, "issues", refused.Problems.Select(static problem => ("", problem)));
        }
        else
        {
            WriteIssues(writer, "issues", loaded.Issues.Where(static issue => issue.Severity >= IssueSeverity.Error));
        }

        WriteIssues(writer, "warnings", loaded.Issues.Where(static issue => issue.Severity < IssueSeverity.Error));
        WriteIssues(writer, "legacyIssues", []);
    });

    /// <summary>The answer to a change.</summary>
    public static ReadOnlyMemory<byte> Changed(ConfigurationChange change) => Encode(writer =>
    {
        writer.WriteBoolean("ok"u8, true);
        writer.WriteString("path"u8, change.Loaded.Path);
        writer.WritePropertyName("config"u8);
        WriteMasked(writer, change.Loaded.Document);
        writer.WriteString("hash"u8, ConfigurationStore.HashOf(change.Loaded));
        if (change.IsNoop)
        {
            writer.WriteBoolean("noop"u8, true);
        }

        if (change.Keys.Where(NeedsRestart).ToList() is { Count: > 0 } keys)
        {
            writer.WriteStartObject("restart"u8);
            writer.WriteBoolean("required"u8, true);
            writer.WriteStartArray("keys"u8);
            foreach (var key in keys)
            {
                writer.WriteStringValue(key);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    });

    /// <summary>A change that would break the configuration, with every reason.</summary>
    public static ProtocolError Invalid(InvalidConfigurationException invalid) => ProtocolError.InvalidRequest(
        invalid.Message,
        ProtocolErrorDetails.Of(writer => WriteIssues(writer, "issues", invalid.Issues)));

    /// <summary>Whether a changed key counts only from the next start on; the others are read anew for each use.</summary>
    private static bool NeedsRestart(string key) => key.Split('.') switch
    {
        ["gateway", "auth" or "controlUi" or "trustedProxies" or "allowRealIpFallback" or "http" or "tools" or "nodes" or "reload"] => false,
        ["agents" or "tools" or "hooks", ..] => false,
        _ => true,
    };

    private static void WriteMasked(Utf8JsonWriter writer, ConfigNode? document)
    {
        if (document is null)
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            Redaction.Write(writer, document);
        }
    }

    private static void WriteIssues(Utf8JsonWriter writer, string name, IEnumerable<ConfigurationIssue> issues) =>
        WriteProblems(writer, name, issues.Select(static issue => (issue.Path, $"{issue.Message}. {issue.Remedy}")));

    private static void WriteProblems(Utf8JsonWriter writer, string name, IEnumerable<(string Path, string Message)> issues)
    {
        writer.WriteStartArray(name);
        foreach (var (path, message) in issues)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, path);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
