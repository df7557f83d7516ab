using System.Text;
using System.Text.Json;

namespace OpenClaw.Daemon.Http.Hooks;

/// <summary>Fills <c>{{...}}</c> of a template from a request's body: <c>{{messages[0].from}}</c>, or <c>{{payload.messages[0].from}}</c>.</summary>
/// <remarks>What the body does not have becomes nothing. What is no text is written as JSON. The result is bounded by template and body.</remarks>
internal static class HookTemplate
{
    private const string PayloadPrefix = "payload.";

    /// <summary>Renders a template.</summary>
    public static string Render(string template, JsonElement payload)
    {
        var text = new StringBuilder(template.Length);
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf("{{", at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            text.Append(template, at, open - at).Append(Find(payload, template[(open + 2)..close].Trim()));
            at = close + 2;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    private static string Find(JsonElement payload, string path)
    {
        if (path == "payload")
        {
            return Text(payload);
        }

        var current = payload;
        var steps = path.StartsWith(PayloadPrefix, StringComparison.Ordinal) ? path[PayloadPrefix.Length..] : path;
        foreach (var step in steps.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (current.ValueKind == JsonValueKind.Object && current.TryGetProperty(step, out var member))
            {
                current = member;
            }
            else if (current.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index >= 0 && index < current.GetArrayLength())
            {
                current = current[index];
            }
            else
            {
                return "";
            }
        }

        return Text(current);
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };
}
