using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Configuration.Schema;

/// <summary>The spellings of one enumerated setting. Names are compared without regard to case; of two names for a value the first is how it is written.</summary>
/// <remarks>Searched in order: a handful of entries, read a few times in a process that must start fast.</remarks>
public sealed class NameTable<T> where T : struct, Enum
{
    private readonly (string Name, T Value)[] _entries;

    /// <summary>Creates a table.</summary>
    public NameTable(params (string Name, T Value)[] entries) => _entries = entries;

    /// <summary>All names, in order.</summary>
    public string[] Names => Array.ConvertAll(_entries, static entry => entry.Name);

    /// <summary>The value of a name.</summary>
    public bool TryGet([NotNullWhen(true)] string? name, out T value)
    {
        foreach (var entry in _entries)
        {
            if (string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>How a value is written.</summary>
    /// <exception cref="KeyNotFoundException">No name stands for it.</exception>
    public string NameOf(T value)
    {
        foreach (var entry in _entries)
        {
            if (EqualityComparer<T>.Default.Equals(entry.Value, value))
            {
                return entry.Name;
            }
        }

        throw new KeyNotFoundException($"{typeof(T).Name} {value} has no name.");
    }
}
