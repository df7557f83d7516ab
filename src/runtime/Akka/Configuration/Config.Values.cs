using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public partial class Config
{
    /// <summary>A text, or the default when the key is absent.</summary>
    [return: NotNullIfNotNull(nameof(@default))]
    public virtual string? GetString(string path, string? @default = null) =>
        Read(path, @default, static value => value.GetString());

    /// <summary>A 32-bit whole number, or the default when the key is absent.</summary>
    public virtual int GetInt(string path, int @default = 0) => Read(path, @default, static value => value.GetInt());

    /// <summary>A 64-bit whole number, or the default when the key is absent.</summary>
    public virtual long GetLong(string path, long @default = 0) => Read(path, @default, static value => value.GetLong());

    /// <summary>on/off, true/false or yes/no, or the default when the key is absent.</summary>
    public virtual bool GetBoolean(string path, bool @default = false) => Read(path, @default, static value => value.GetBoolean());

    /// <summary>A number, or the default when the key is absent.</summary>
    public virtual double GetDouble(string path, double @default = 0) => Read(path, @default, static value => value.GetDouble());

    /// <summary>A number, or the default when the key is absent.</summary>
    public virtual float GetFloat(string path, float @default = 0) => Read(path, @default, static value => value.GetFloat());

    /// <summary>A decimal number, or the default when the key is absent.</summary>
    public virtual decimal GetDecimal(string path, decimal @default = 0) => Read(path, @default, static value => value.GetDecimal());

    /// <summary>A duration (<c>500ms</c>, <c>10s</c>, plain milliseconds), or the default (zero when none is given) when the key is absent.</summary>
    /// <param name="path">The dotted path.</param>
    /// <param name="default">What an absent key means.</param>
    /// <param name="allowInfinite">Whether <c>infinite</c> is accepted, as <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        allowInfinite
            ? Read(path, @default ?? TimeSpan.Zero, static value => value.GetTimeSpan())
            : Read(path, @default ?? TimeSpan.Zero, static value => value.GetTimeSpan(allowInfinite: false));

    /// <summary>A size in bytes (<c>64KiB</c>, <c>10kB</c>), or null when the key is absent.</summary>
    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    /// <summary>A size in bytes (<c>64KiB</c>, <c>10kB</c>), or the default when the key is absent.</summary>
    public virtual long? GetByteSize(string path, long? def) => Read(path, def, static value => value.GetByteSize());

    /// <summary>A list of texts, empty when the key is absent.</summary>
    public virtual IList<string> GetStringList(string path) => GetStringList(path, []);

    /// <summary>A list of texts, or the default when the key is absent.</summary>
    public virtual IList<string> GetStringList(string path, string[] defaultPaths) =>
        Read<IList<string>>(path, defaultPaths, static value => value.GetStringList());

    /// <summary>A list of 32-bit numbers, empty when the key is absent.</summary>
    public virtual IList<int> GetIntList(string path) => Read<IList<int>>(path, [], static value => value.GetIntList());

    /// <summary>A list of 64-bit numbers, empty when the key is absent.</summary>
    public virtual IList<long> GetLongList(string path) => Read<IList<long>>(path, [], static value => value.GetLongList());

    /// <summary>A list of booleans, empty when the key is absent.</summary>
    public virtual IList<bool> GetBooleanList(string path) => Read<IList<bool>>(path, [], static value => value.GetBooleanList());

    /// <summary>A list of numbers, empty when the key is absent.</summary>
    public virtual IList<float> GetFloatList(string path) => Read<IList<float>>(path, [], static value => value.GetFloatList());

    /// <summary>A list of numbers, empty when the key is absent.</summary>
    public virtual IList<double> GetDoubleList(string path) => Read<IList<double>>(path, [], static value => value.GetDoubleList());

    /// <summary>A list of decimal numbers, empty when the key is absent.</summary>
    public virtual IList<decimal> GetDecimalList(string path) => Read<IList<decimal>>(path, [], static value => value.GetDecimalList());

    /// <summary>A list of bytes, empty when the key is absent.</summary>
    public virtual IList<byte> GetByteList(string path) => Read<IList<byte>>(path, [], static value => value.GetByteList());

    private T Read<T>(string path, T @default, Func<HoconValue, T> read)
    {
        if (Find(path) is not { } value)
        {
            return @default;
        }

        try
        {
            return read(value);
        }
        catch (ConfigurationException e)
        {
            throw new ConfigurationException($"{path}: {e.Message}", e);
        }
    }
}
