using System.Text.Json;

namespace OpenClaw.Client;

/// <summary>Reading of open JSON that never throws: what is absent or of another type reads as nothing.</summary>
public static class JsonElementReading
{
    /// <summary>The property's value, or an undefined element.</summary>
    public static JsonElement Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The property as text; null when absent or no string.</summary>
    public static string? String(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The property as a whole number; null when absent, fractional or too large.</summary>
    public static int? Int32(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    /// <summary>The property as a long whole number; null when absent, fractional or too large.</summary>
    public static long? Int64(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The property as a truth value; null when absent or of another type.</summary>
    public static bool? Boolean(this JsonElement element, string name) => element.Property(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The strings of an array property; nothing when it is absent or no array.</summary>
    public static IEnumerable<string> Strings(this JsonElement element, string name) =>
        element.Items(name).Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!);

    /// <summary>The elements of an array property; nothing when it is absent or no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
