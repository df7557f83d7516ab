using System.Buffers;
using System.Text.Json;
using OpenClaw.Configuration.Reading;

namespace OpenClaw.Gateway.Config;

/// <summary>Writes a configuration as JSON with every secret replaced by the protocol's mark.</summary>
/// <remarks>A member is a secret by its name, wherever it stands, and so is every value under <c>env</c>: rather one value too many than one too few.</remarks>
internal static class ConfigMask
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mark = "__OPENCLAW_REDACTED__";

    private static readonly string[] s_secretEndings = ["token", "password", "passwd", "secret", "apikey", "privatekey", "credential", "credentials", "authorization", "cookie", "webhookurl"];

    /// <summary>The masked document; <c>{}</c> when there is none.</summary>
    public static ReadOnlyMemory<byte> Write(ConfigNode? document)
    {
        if (document is null)
        {
            return "{}"u8.ToArray();
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document, isSecret: false);
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, ConfigNode node, bool isSecret)
    {
        switch (node)
        {
            case ObjectNode @object:
                writer.WriteStartObject();
                foreach (var member in @object.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, isSecret || IsSecretName(member.Name));
                }

                writer.WriteEndObject();
                break;
            case ArrayNode array:
                writer.WriteStartArray();
                foreach (var item in array.Items)
                {
                    Write(writer, item, isSecret);
                }

                writer.WriteEndArray();
                break;
            default:
                if (isSecret && node.Kind is not ("null" or "a boolean"))
                {
                    writer.WriteStringValue(Mark);
                }
                else
                {
                    node.WriteTo(writer);
                }

                break;
        }
    }

    private static bool IsSecretName(string name)
    {
        var bare = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return bare.Equals("env", StringComparison.OrdinalIgnoreCase)
            || bare.Equals("headers", StringComparison.OrdinalIgnoreCase)
            || s_secretEndings.Any(ending => bare.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
