using System.Text.Json;

namespace OpenClaw.Tools;

/// <summary>A call's arguments. They come from a model: each is checked as it is read, and what nobody reads is ignored.</summary>
internal readonly struct ToolArguments
{
    /// <summary>Longest accepted arguments in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 32, AllowTrailingCommas = true };

    private readonly JsonElement _object;

    private ToolArguments(JsonElement value) => _object = value;

    /// <summary>Parses arguments; blank text is an empty object, as models write it for tools that need none.</summary>
    /// <exception cref="ToolRefusalException">They are no JSON object.</exception>
    public static ToolArguments Parse(string json)
    {
        if (json.Length > MaxLength)
        {
            throw new ToolRefusalException($"The arguments are longer than {MaxLength} characters.");
        }

        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json, s_options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ToolArguments(document.RootElement.Clone())
                : throw new ToolRefusalException("The arguments must be a JSON object.");
        }
        catch (JsonException)
        {
            throw new ToolRefusalException("The arguments are not valid JSON.");
        }
    }

    /// <summary>Arguments that stand in an object of a list.</summary>
    public static ToolArguments Of(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? new ToolArguments(element)
        : throw new ToolRefusalException("Each element of the list must be an object.");

    /// <summary>The argument's value; undefined when it is missing or null.</summary>
    public JsonElement this[string name] =>
        _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>A text that has to be there; it may be empty.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="alias">A second name that models are known to use.</param>
    public string Text(string name, string? alias = null) =>
        OptionalText(name, alias) ?? throw new ToolRefusalException($"The argument \"{name}\" is missing.");

    /// <summary>A text, or null when it is missing.</summary>
    public string? OptionalText(string name, string? alias = null)
    {
        var value = Find(name, alias);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => throw new ToolRefusalException($"The argument \"{name}\" must be a string."),
        };
    }

    /// <summary>A whole number within bounds, or null when it is missing. Models write numbers as strings now and then.</summary>
    public int? OptionalNumber(string name, int min, int max, string? alias = null)
    {
        var value = Find(name, alias);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                return null;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && number == Math.Floor(number) && number >= min && number <= max:
                return (int)number;
            case JsonValueKind.String when int.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var parsed) && parsed >= min && parsed <= max:
                return parsed;
            default:
                throw new ToolRefusalException($"The argument \"{name}\" must be a whole number from {min} to {max}.");
        }
    }

    /// <summary>true or false; false when it is missing.</summary>
    public bool Flag(string name)
    {
        var value = this[name];
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.False => false,
            JsonValueKind.True => true,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var parsed) => parsed,
            _ => throw new ToolRefusalException($"The argument \"{name}\" must be true or false."),
        };
    }

    private JsonElement Find(string name, string? alias)
    {
        var value = this[name];
        return value.ValueKind == JsonValueKind.Undefined && alias is not null ? this[alias] : value;
    }
}
