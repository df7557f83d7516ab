using System.Text;
using OpenClaw.Protocol.Validation;
using Xunit.Abstractions;

namespace OpenClaw.Protocol.Tests.Schemas;

/// <summary>The generated validators against Ajv, the JSON Schema validator most of the field uses.</summary>
public sealed class ValidatorsAgreeWithAjvTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Statement", "VAL-01")]
    public async Task Every_schema_gives_the_verdict_of_ajv_on_valid_mutated_and_random_values()
    {
        var instances = new SchemaInstances(Repository.Definition, seed: 20261122);
        var cases = new List<(string Schema, string Json)>();
        var valid = 0;
        foreach (var schema in Repository.Definition.Schemas.Keys)
        {
            foreach (var optional in new[] { 0, 0.15, 0.4, 1 })
            {
                var value = instances.Valid(schema, optional);
                cases.Add((schema, instances.Write(value)));
                valid++;
                if (optional is 0 or 0.15)
                {
                    cases.AddRange(instances.Mutations(value).Select(json => (schema, json)));
                }
            }

            cases.AddRange(Enumerable.Range(0, 10).Select(_ => (schema, instances.Write(instances.Arbitrary()))));
        }

        var verdicts = await NodeScript.RunAsync("ajv-verdicts.mjs", [Path.Combine(Repository.ProtocolFolder, "schema")], cases.Select(c => $"{c.Schema}\t{c.Json}"));

        Assert.Equal(cases.Count, verdicts.Length);
        var refused = 0;
        var disagreements = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var error = SchemaCatalogue.Get(cases[i].Schema).Validate(Encoding.UTF8.GetBytes(cases[i].Json));
            refused += error is null ? 0 : 1;
            if (error is null != (verdicts[i] == '1') || error?.Text.Length == 0)
            {
                disagreements.Add($"{cases[i].Schema}: ajv {verdicts[i]}, we '{error?.Text}': {cases[i].Json}");
            }
        }

        output.WriteLine($"{cases.Count} values over {Repository.Definition.Schemas.Count} schemas, {valid} of them made to conform; {refused} refused");
        Assert.True(disagreements.Count == 0, $"{disagreements.Count} disagreements, the first:\n{string.Join('\n', disagreements.Take(10))}");
        Assert.InRange(cases.Count, 20_000, 500_000);
    }
}
