using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Protocol.Generator;
using OpenClaw.Protocol.Generator.CSharp;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Tests.Schemas;
using OpenClaw.Protocol.Validation;
using Xunit.Abstractions;

namespace OpenClaw.Protocol.Tests.Generated;

public sealed class RoundTripTests(ITestOutputHelper output)
{
    /// <summary>A value that conforms to its schema becomes a record, and what the record writes conforms again and holds the same declared properties.</summary>
    [Fact]
    public void Conforming_values_survive_the_records()
    {
        // Only params take 1.0 and 1e3 for whole numbers; what gateways send is written plainly.
        var fromClients = new SchemaInstances(Repository.Definition, seed: 7);
        var fromGateways = new SchemaInstances(Repository.Definition, seed: 7, plainNumbers: true);
        var types = new TypeMap(Repository.Definition);
        var count = 0;
        foreach (var (schema, shape) in Repository.Definition.Schemas.Where(pair => TypeMap.IsRecord(pair.Value)))
        {
            var name = types.Name(schema);
            var type = typeof(ProtocolJson).Assembly.GetType($"{name.Namespace}.{name.Name}", throwOnError: true)!;
            var contract = ProtocolJson.Default.GetTypeInfo(type)!;
            var instances = schema.EndsWith(".params", StringComparison.Ordinal) ? fromClients : fromGateways;
            foreach (var optional in new[] { 0, 0.3, 0.3, 1 })
            {
                var json = instances.Write(instances.Valid(schema, optional));
                var value = JsonSerializer.Deserialize(json, contract);
                var written = JsonSerializer.Serialize(value, contract);
                var error = SchemaCatalogue.Get(schema).Validate(Encoding.UTF8.GetBytes(written));
                Assert.True(error is null, $"{schema}: {error}: {json} became {written}");
                AssertSameProperties(schema, shape, JsonNode.Parse(json)!.AsObject(), JsonNode.Parse(written)!.AsObject());
                count++;
            }
        }

        output.WriteLine($"{count} values");
    }

    private static void AssertSameProperties(string schema, SchemaShape shape, JsonObject before, JsonObject after)
    {
        foreach (var property in shape.Properties.Select(property => property.Name))
        {
            // An optional property that is null may be left out: the two mean the same unless the schema says x-keepNull.
            var was = before[property];
            if (was is null && !shape.Properties.Single(p => p.Name == property).Shape.KeepNull)
            {
                Assert.Null(after[property]);
                continue;
            }

            Assert.True(before.ContainsKey(property) == after.ContainsKey(property), $"{schema}.{property}: {before} became {after}");
            if (was is JsonValue value && value.GetValueKind() is JsonValueKind.String)
            {
                Assert.Equal(value.GetValue<string>(), after[property]!.GetValue<string>());
            }
        }
    }

    [Fact]
    public void Null_is_told_from_absent_where_it_means_to_clear()
    {
        var contract = ProtocolJson.Default.SessionsPatchParams;
        var patch = JsonSerializer.Deserialize("""{"key":"main","label":null,"model":"x"}""", contract)!;
        Assert.Equal(JsonValueKind.Null, patch.Label.ValueKind);
        Assert.Equal("x", patch.Model.GetString());
        Assert.Equal(JsonValueKind.Undefined, patch.ThinkingLevel.ValueKind);
        Assert.Equal("""{"key":"main","label":null,"model":"x"}""", JsonSerializer.Serialize(patch, contract));
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("250.0", 250)]
    [InlineData("2.5e2", 250)]
    public void Whole_numbers_are_read_in_every_notation(string number, int value) =>
        Assert.Equal(value, Payload.DecodeParams(Encoding.UTF8.GetBytes($$"""{"limit":{{number}}}"""), ProtocolJson.Default.LogsTailParams).Limit);

    [Fact]
    public void Absent_params_decode_to_an_empty_record()
    {
        Assert.Null(Payload.DecodeParams([], ProtocolJson.Default.SessionsListParams).Limit);
        Assert.Null(Payload.DecodeParams("null"u8, ProtocolJson.Default.SessionsListParams).Limit);
    }

    [Fact]
    public void Text_is_encoded_as_utf8()
    {
        var payload = Payload.Encode(new OpenClaw.Protocol.Methods.Channels.SendParams { To = "日本 🚀 <b>", IdempotencyKey = "k" }, ProtocolJson.Default.SendParams);
        Assert.Equal("""{"to":"日本 🚀 <b>","idempotencyKey":"k"}""", Encoding.UTF8.GetString(payload.Span).Replace("\\uD83D\\uDE80", "🚀", StringComparison.Ordinal));
    }
}
