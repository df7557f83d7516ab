using System.Text.Json;

namespace OpenClaw.Interop.Tests.Shapes;

/// <summary>Compares an answer with the shape of the original's answer to the same question: every member is there, and of the same kind.</summary>
/// <remarks>
/// A shape is JSON: the name of a kind (<c>string</c>, <c>number</c>, <c>boolean</c>; <c>null</c> and <c>any</c> take everything), an object with the members
/// that the original always sends (<c>*</c>: a map by id), or an array with the shape of its elements. What the answer has besides is its own affair.
/// </remarks>
internal static class ShapeComparison
{
    /// <summary>Paths at which the answer lacks what the shape has, such as <c>agents[].heartbeat</c>, each once.</summary>
    public static IEnumerable<string> Differences(JsonElement shape, JsonElement answer) => Differences(shape, answer, "").Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Differences(JsonElement shape, JsonElement answer, string path) => shape.ValueKind switch
    {
        JsonValueKind.String => IsKind(shape.GetString()!, answer.ValueKind) ? [] : [$"{path} ({shape.GetString()}, not {answer.ValueKind})"],
        JsonValueKind.Array when answer.ValueKind != JsonValueKind.Array => [$"{path} (array, not {answer.ValueKind})"],
        JsonValueKind.Array => shape.GetArrayLength() == 0 ? [] : answer.EnumerateArray().SelectMany(element => Differences(shape[0], element, path + "[]")),
        _ when answer.ValueKind != JsonValueKind.Object => [$"{path} (object, not {answer.ValueKind})"],
        _ => shape.EnumerateObject().SelectMany(member => Member(member, answer, path)),
    };

    private static IEnumerable<string> Member(JsonProperty member, JsonElement answer, string path)
    {
        if (member.Name == "*")
            return answer.EnumerateObject().SelectMany(entry => Differences(member.Value, entry.Value, path + ".*"));
        var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
        return answer.TryGetProperty(member.Name, out var value) ? Differences(member.Value, value, name) : [name];
    }

    private static bool IsKind(string kind, JsonValueKind actual) => kind switch
    {
        "string" => actual == JsonValueKind.String,
        "number" => actual == JsonValueKind.Number,
        "boolean" => actual is JsonValueKind.True or JsonValueKind.False,
        _ => true,
    };
}
