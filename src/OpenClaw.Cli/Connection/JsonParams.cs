using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace OpenClaw.Cli.Connection;

/// <summary>The option <c>--params</c>: a JSON object, <c>{}</c> when it is absent. What is none is an error of the command line, before anything is connected.</summary>
internal static class JsonParams
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static Option<JsonElement> Option(string description) => new("--params")
    {
        Description = description,
        HelpName = "JSON",
        CustomParser = Parse,
        DefaultValueFactory = static _ => Empty,
    };

    private static JsonElement Parse(ArgumentResult result)
    {
        try
        {
            var value = JsonElement.Parse(result.Tokens[0].Value);
            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
                return value;
            result.AddError("--params must be a JSON object");
        }
        catch (JsonException malformed)
        {
            result.AddError($"--params is no JSON: {malformed.Message}");
        }

        return default;
    }
}
