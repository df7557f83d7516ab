using System.Text;
using System.Text.Json;

namespace OpenClaw.Cli.Connection.Identity;

/// <summary>The tokens that gateways gave this device, by their addresses: <c>identity/device-tokens.json</c> of the state directory (0600).</summary>
/// <remarks>A token belongs to the gateway that issued it and goes to no other. A damaged file counts as empty: its tokens come again with the next pairing.</remarks>
internal sealed class DeviceTokens(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "identity", "device-tokens.json");

    /// <summary>The token for a gateway; null when there is none.</summary>
    public string? Find(Uri gateway) => All().GetValueOrDefault(KeyOf(gateway));

    /// <summary>Keeps a token; null forgets it.</summary>
    public void Keep(Uri gateway, string? token)
    {
        var all = All();
        if (all.GetValueOrDefault(KeyOf(gateway)) == token)
            return;
        if (token is null)
            all.Remove(KeyOf(gateway));
        else
            all[KeyOf(gateway)] = token;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version"u8, 1);
            writer.WriteStartObject("gateways"u8);
            foreach (var (address, kept) in all)
                writer.WriteString(address, kept);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        PrivateFile.Replace(_path, Encoding.UTF8.GetString(stream.ToArray()) + "\n");
    }

    private SortedDictionary<string, string> All()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (PrivateFile.Read(_path) is not { } text)
            return all;
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var entry in document.RootElement.GetProperty("gateways").EnumerateObject())
            {
                if (entry.Value.GetString() is { Length: > 0 } token)
                    all[entry.Name] = token;
            }
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            all.Clear();
        }

        return all;
    }

    private static string KeyOf(Uri gateway) => $"{gateway.Scheme}://{gateway.Authority}";
}
