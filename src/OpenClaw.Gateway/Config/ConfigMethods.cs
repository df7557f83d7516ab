using System.Globalization;
using System.Text.Json;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Config;

namespace OpenClaw.Gateway.Config;

/// <summary>
/// <c>config.get</c>: the configuration file with its secrets masked. <c>config.schema</c>, <c>config.schema.lookup</c>: what may stand in it.
/// <c>secrets.reload</c>: how many of its settings name what is not there.
/// </summary>
public sealed class ConfigMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.ConfigGet, call => call.Succeed(ConfigWire.Snapshot(gateway.Configuration())));
        methods.Add(MethodNames.ConfigSchema, OnSchema);
        methods.Add(MethodNames.ConfigSchemaLookup, OnLookup);
        methods.Add(MethodNames.SecretsReload, OnReload);
    }

    // Secrets are read anew for each use, so there is nothing to throw away; what a reload can tell is what it found.
    private void OnReload(MethodCall call) => call.Succeed(Payload.Encode(
        new SecretsReloadResult { Ok = true, WarningCount = gateway.Configuration().Issues.Count(static issue => issue.Severity < IssueSeverity.Error) },
        ProtocolJson.Default.SecretsReloadResult));

    private void OnSchema(MethodCall call) => call.Succeed(ConfigWire.Encode(writer =>
    {
        writer.WritePropertyName("schema"u8);
        ConfigurationSchema.Write(writer, ConfigurationSchema.Root);
        writer.WriteStartObject("uiHints"u8);
        foreach (var path in ConfigurationSchema.SecretPaths())
        {
            writer.WriteStartObject(path);
            writer.WriteBoolean("sensitive"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteString("version"u8, gateway.Options.Version);
        writer.WriteString("generatedAt"u8, gateway.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
    }));

    private static void OnLookup(MethodCall call)
    {
        var path = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.ConfigSchemaLookupParams).Path;
        if (ConfigurationSchema.Find(path) is not { } shape)
        {
            call.Fail(ProtocolError.InvalidRequest("config schema path not found"));
            return;
        }

        call.Succeed(ConfigWire.Encode(writer =>
        {
            writer.WriteString("path"u8, path);
            writer.WritePropertyName("schema"u8);
            ConfigurationSchema.Write(writer, shape, deep: false);
            writer.WriteStartArray("children"u8);
            foreach (var (name, member) in ConfigurationSchema.MembersOf(shape))
            {
                WriteChild(writer, name, $"{path}.{name}", member);
            }

            if ((shape.Values ?? shape.Items) is { } inner)
            {
                WriteChild(writer, "*", $"{path}.*", inner);
            }

            writer.WriteEndArray();
        }));
    }

    private static void WriteChild(Utf8JsonWriter writer, string name, string path, SettingShape shape)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, name);
        writer.WriteString("path"u8, path);
        if (shape.Types.Count == 1)
        {
            writer.WriteString("type"u8, shape.Types.First());
        }

        writer.WriteBoolean("required"u8, false);
        writer.WriteBoolean("hasChildren"u8, shape.Properties.Count > 0 || shape.Values is not null || shape.Items is not null);
        if (shape.IsSecret)
        {
            writer.WriteStartObject("hint"u8);
            writer.WriteBoolean("sensitive"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
