namespace Akka.Configuration.Hocon;

/// <summary>An object of a configuration: keys in the order they first appeared. Never changes after parsing.</summary>
public sealed class HoconObject
{
    internal HoconObject(Dictionary<string, HoconValue> items) => Items = items;

    /// <summary>The values by key. Keys are single path elements, unquoted.</summary>
    public Dictionary<string, HoconValue> Items { get; }

    /// <summary>The value of one key (a single path element), or null when absent.</summary>
    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);
}
