using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OpenClaw.Configuration;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Config;

namespace OpenClaw.Gateway.Config;

/// <summary><c>config.get</c>: the configuration file with its secrets masked. <c>secrets.reload</c>: how many of its settings name what is not there.</summary>
public sealed class ConfigMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ConfigGet, OnGet);
        methods.Add(MethodNames.SecretsReload, OnReload);
    }

    // Secrets are read anew for each use, so there is nothing to throw away; what a reload can tell is what it found.
    private void OnReload(MethodCall call) => call.Succeed(Payload.Encode(
        new SecretsReloadResult { Ok = true, WarningCount = gateway.Configuration().Issues.Count(static issue => issue.Severity < IssueSeverity.Error) },
        ProtocolJson.Default.SecretsReloadResult));

    private void OnGet(MethodCall call)
    {
        var loaded = gateway.Configuration();
        var masked = ConfigMask.Write(loaded.Document);
        var buffer = new ArrayBufferWriter<byte>(512 + (3 * masked.Length));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, loaded.Path);
            writer.WriteBoolean("exists"u8, loaded.FileExists);
            writer.WriteNull("raw"u8);
            foreach (var name in (ReadOnlySpan<string>)["parsed", "resolved", "config"])
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(masked.Span, skipInputValidation: true);
            }

            writer.WriteBoolean("valid"u8, loaded.IsUsable);
            writer.WriteString("hash"u8, Convert.ToHexStringLower(SHA256.HashData(masked.Span)));
            WriteIssues(writer, "issues"u8, loaded.Issues.Where(issue => issue.Severity >= IssueSeverity.Error));
            WriteIssues(writer, "warnings"u8, loaded.Issues.Where(issue => issue.Severity < IssueSeverity.Error));
            WriteIssues(writer, "legacyIssues"u8, []);
            writer.WriteEndObject();
        }

        call.Succeed(buffer.WrittenMemory);
    }

    private static void WriteIssues(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<ConfigurationIssue> issues)
    {
        writer.WriteStartArray(name);
        foreach (var issue in issues)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, issue.Path);
            writer.WriteString("message"u8, $"{issue.Message}. {issue.Remedy}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
