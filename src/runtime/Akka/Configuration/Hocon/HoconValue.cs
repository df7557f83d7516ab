using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>One value of a configuration: a text, a list or an object. Immutable and safe to share between threads.</summary>
/// <remarks>The typed getters convert on demand and throw <see cref="ConfigurationException"/> when the text does not fit.</remarks>
public sealed class HoconValue
{
    internal static readonly HoconValue Null = new((string?)null);

    private readonly string? _text;
    private readonly HoconObject? _object;
    private readonly List<HoconValue>? _items;

    internal HoconValue(string? text) => _text = text;

    internal HoconValue(HoconObject value) => _object = value;

    internal HoconValue(List<HoconValue> items) => _items = items;

    /// <summary>True for <c>null</c> and for an object without keys.</summary>
    public bool IsEmpty => _object is not null ? _object.Items.Count == 0 : _items is null && _text is null;

    /// <summary>True for text, which includes numbers, durations and booleans.</summary>
    public bool IsString() => _object is null && _items is null;

    /// <summary>True for <c>{ … }</c>.</summary>
    public bool IsObject() => _object is not null;

    /// <summary>True for <c>[ … ]</c>.</summary>
    public bool IsArray() => _items is not null;

    /// <summary>The text, or null for <c>null</c>.</summary>
    public string? GetString() => IsString() ? _text : throw Unexpected("a text");

    /// <summary>The object.</summary>
    public HoconObject GetObject() => _object ?? throw Unexpected("an object");

    /// <summary>The items of a list, or of an object whose keys are all numbers, in the order of those numbers.</summary>
    public IList<HoconValue> GetArray()
    {
        if (_items is not null)
        {
            return _items.AsReadOnly();
        }

        if (_object is { Items.Count: > 0 } && _object.Items.Keys.All(key => uint.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return [.. _object.Items.OrderBy(item => uint.Parse(item.Key, CultureInfo.InvariantCulture)).Select(item => item.Value)];
        }

        throw Unexpected("a list");
    }

    /// <summary>The items of a list as texts.</summary>
    public IList<string> GetStringList() => [.. GetArray().Select(item => item.GetString() ?? "")];

    /// <summary>The items of a list as 32-bit numbers.</summary>
    public IList<int> GetIntList() => [.. GetArray().Select(item => item.GetInt())];

    /// <summary>The items of a list as 64-bit numbers.</summary>
    public IList<long> GetLongList() => [.. GetArray().Select(item => item.GetLong())];

    /// <summary>The items of a list as booleans.</summary>
    public IList<bool> GetBooleanList() => [.. GetArray().Select(item => item.GetBoolean())];

    /// <summary>The items of a list as numbers.</summary>
    public IList<float> GetFloatList() => [.. GetArray().Select(item => item.GetFloat())];

    /// <summary>The items of a list as numbers.</summary>
    public IList<double> GetDoubleList() => [.. GetArray().Select(item => item.GetDouble())];

    /// <summary>The items of a list as decimal numbers.</summary>
    public IList<decimal> GetDecimalList() => [.. GetArray().Select(item => item.GetDecimal())];

    /// <summary>The items of a list as bytes.</summary>
    public IList<byte> GetByteList() => [.. GetArray().Select(item => item.GetByte())];

    /// <summary>A whole number from 0 to 255.</summary>
    public byte GetByte() =>
        byte.TryParse(GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a number from 0 to 255");

    /// <summary>on, true, yes or off, false, no.</summary>
    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        _ => throw Unexpected("on, off, true, false, yes or no"),
    };

    /// <summary>A 32-bit whole number.</summary>
    public int GetInt() =>
        int.TryParse(GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a whole number");

    /// <summary>A 64-bit whole number.</summary>
    public long GetLong() =>
        long.TryParse(GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a whole number");

    /// <summary>A number; the point is always '.'.</summary>
    public double GetDouble() =>
        double.TryParse(GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a number");

    /// <summary>A number; the point is always '.'.</summary>
    public float GetFloat() =>
        float.TryParse(GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a number");

    /// <summary>A decimal number; the point is always '.'.</summary>
    public decimal GetDecimal() =>
        decimal.TryParse(GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected("a number");

    /// <summary>A duration such as <c>20s</c>; a plain number is in milliseconds.</summary>
    /// <param name="allowInfinite">Whether <c>infinite</c> is accepted, as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public TimeSpan GetTimeSpan(bool allowInfinite = true)
    {
        var text = GetString() ?? throw Unexpected("a duration");
        if (text.Equals("infinite", StringComparison.Ordinal))
        {
            return allowInfinite ? Timeout.InfiniteTimeSpan : throw Unexpected("a finite duration");
        }

        return HoconUnits.TryParseDuration(text, out var duration) ? duration : throw Unexpected("a duration such as 500ms, 10s or 5m");
    }

    /// <summary>A size in bytes such as <c>64KiB</c> or <c>128k</c> (1024s) or <c>10kB</c> (1000s); a plain number is bytes. Null for <c>null</c>.</summary>
    public long? GetByteSize()
    {
        var text = GetString();
        if (text is null)
        {
            return null;
        }

        return HoconUnits.TryParseSize(text, out var size) ? size : throw Unexpected("a size such as 512, 64KiB or 10MB");
    }

    /// <summary>The value as HOCON.</summary>
    public override string ToString() => HoconWriter.Write(this);

    /// <summary>What <paramref name="primary"/> says, completed key by key from <paramref name="fallback"/> where both are objects.</summary>
    internal static HoconValue Merge(HoconValue primary, HoconValue? fallback)
    {
        if (fallback?._object is not { Items.Count: > 0 } below || primary._object is not { } above)
        {
            return primary;
        }

        if (above.Items.Count == 0)
        {
            return fallback;
        }

        var items = new Dictionary<string, HoconValue>(below.Items);
        foreach (var (key, value) in above.Items)
        {
            items[key] = Merge(value, below.GetKey(key));
        }

        return new HoconValue(new HoconObject(items));
    }

    private ConfigurationException Unexpected(string expected)
    {
        var found = IsObject() ? "an object" : IsArray() ? "a list" : _text is null ? "null" : $"'{_text}'";
        return new ConfigurationException($"Expected {expected}, found {found}.");
    }
}
