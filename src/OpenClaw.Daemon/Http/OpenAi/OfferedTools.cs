using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>: the functions that a client carries out itself.</summary>
/// <param name="Tools">What the model may ask for; empty when the client offers none, or wants none called.</param>
/// <param name="Instruction">What the model is told about the choice; null when it is free.</param>
internal sealed record OfferedTools(ImmutableArray<ModelTool> Tools, string? Instruction)
{
    private const int MaxTools = 128;
    private const int MaxNameChars = 64;

    private static readonly OfferedTools s_none = new([], null);

    /// <summary>Reads them, or says in words for the client what is wrong.</summary>
    /// <remarks>Chat completions put a function's members under <c>function</c>, responses into the tool itself; both are taken.</remarks>
    public static bool TryRead(JsonElement body, [NotNullWhen(true)] out OfferedTools? offered, [NotNullWhen(false)] out string? error)
    {
        (offered, error) = (s_none, null);
        if (!body.TryGetProperty("tools", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        offered = null;
        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MaxTools)
        {
            error = $"tools must be a list of at most {MaxTools}";
            return false;
        }

        var tools = ImmutableArray.CreateBuilder<ModelTool>();
        foreach (var (index, tool) in given.EnumerateArray().Index())
        {
            if (!TryReadTool(tool, out var read, out error))
            {
                error = $"tools[{index}]: {error}";
                return false;
            }

            if (tools.Any(other => other.Name == read.Name))
            {
                error = $"tools[{index}]: there are two tools \"{read.Name}\"";
                return false;
            }

            tools.Add(read);
        }

        return TryChoose(body, tools.ToImmutable(), out offered, out error);
    }

    private static bool TryReadTool(JsonElement tool, [NotNullWhen(true)] out ModelTool? read, [NotNullWhen(false)] out string? error)
    {
        read = null;
        var type = ContentParts.Text(tool, "type");
        if (type != "function")
        {
            error = $"a tool of type \"{ContentParts.Shorten(type)}\" is not supported (function is)";
            return false;
        }

        var function = tool.TryGetProperty("function", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : tool;
        var name = ContentParts.Text(function, "name");
        if (name is not { Length: > 0 and <= MaxNameChars } || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            error = $"name must be 1 to {MaxNameChars} letters, digits, _ and -";
            return false;
        }

        var schema = """{"type":"object","properties":{}}""";
        if (function.TryGetProperty("parameters", out var parameters) && parameters.ValueKind != JsonValueKind.Null)
        {
            if (parameters.ValueKind != JsonValueKind.Object)
            {
                error = "parameters must be an object";
                return false;
            }

            schema = parameters.GetRawText();
        }

        read = new ModelTool(name, ContentParts.Text(function, "description") ?? "", schema);
        error = null;
        return true;
    }

    // Not every model service can be told which tool to call, so the model itself is told.
    private static bool TryChoose(JsonElement body, ImmutableArray<ModelTool> tools, [NotNullWhen(true)] out OfferedTools? offered, [NotNullWhen(false)] out string? error)
    {
        error = null;
        var choice = body.TryGetProperty("tool_choice", out var given) ? given : default;
        switch (choice.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
            case JsonValueKind.String when choice.ValueEquals("auto"u8):
                offered = new OfferedTools(tools, null);
                return true;
            case JsonValueKind.String when choice.ValueEquals("none"u8):
                offered = s_none;
                return true;
            case JsonValueKind.String when choice.ValueEquals("required"u8) && !tools.IsEmpty:
                offered = new OfferedTools(tools, $"Before you answer, call at least one of these tools: {string.Join(", ", tools.Select(static tool => tool.Name))}.");
                return true;
            case JsonValueKind.Object:
                var name = ContentParts.Text(choice.TryGetProperty("function", out var nested) ? nested : choice, "name");
                offered = tools.FirstOrDefault(tool => tool.Name == name) is { } chosen ? new OfferedTools([chosen], $"Before you answer, call the tool {chosen.Name}.") : null;
                error = $"tool_choice names \"{ContentParts.Shorten(name)}\", which is none of the tools";
                return offered is not null;
            default:
                offered = null;
                error = "tool_choice must be none, auto, required or a function of tools";
                return false;
        }
    }
}
