using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenClaw.Fuzz.Driver;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Fuzz.Targets;

/// <summary>Rows of the journal whose bytes rotted. Oracle: a clear refusal, or a payload that is written and read as the same again.</summary>
public sealed class JournalRowTarget : FuzzTarget
{
    private static readonly PayloadRegistry Payloads = PayloadRegistry.Create(JournalRowJson.Default)
        .Add<Noted>("fuzz.noted.v2")
        .AddOld("fuzz.noted.v1", (OldNoted old) => new Noted(old.Text, 0, []))
        .Build();

    public override string Name => "journal-rows";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        """fuzz.noted.v2|{"text":"a","number":1,"tags":["x","y"]}""",
        """fuzz.noted.v1|{"text":"old"}""",
        "fuzz.noted.v3|{}",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[] { "null", "\"text\":", "\"number\":", "1e99", "[", "fuzz.noted.v2|", "fuzz.noted.v1|" }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        var bar = Array.IndexOf(input, (byte)'|');
        var manifest = Encoding.UTF8.GetString(input, 0, Math.Max(0, bar));
        object payload;
        try
        {
            payload = Payloads.Deserialize(manifest, input.AsSpan(bar + 1));
        }
        catch (UnknownPayloadException)
        {
            return "unknown manifest";
        }
        catch (JsonException refused)
        {
            return Kind(refused.Message);
        }

        var (current, bytes) = Payloads.Serialize(payload);
        if (current != "fuzz.noted.v2") throw new FuzzFindingException($"{manifest} was brought up to {current}");
        var (_, again) = Payloads.Serialize(Payloads.Deserialize(current, bytes));
        return again.AsSpan().SequenceEqual(bytes) ? "good" : throw new FuzzFindingException("a payload changes when it is written and read");
    }
}

internal sealed record Noted(string Text, int Number, IReadOnlyList<string>? Tags);

internal sealed record OldNoted(string Text);

[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(OldNoted))]
internal sealed partial class JournalRowJson : JsonSerializerContext;
