using System.Collections.ObjectModel;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Learns the shape of the configuration by letting its readers read: given in place of the list of issues, it notes what they ask for.</summary>
/// <remarks>
/// So the schema that clients see and the checks that a file passes are one text, the binders'. While it is there, a <see cref="BlockReader"/> offers one
/// made-up element in every list and one made-up key in every map, so that what is inside is asked for as well; issues are thrown away.
/// </remarks>
internal sealed class ShapeRecorder : Collection<ConfigurationIssue>
{
    /// <summary>The made-up key of maps, and the made-up text of strings.</summary>
    public const string Sample = "x";

    private readonly Dictionary<string, SettingShape> _byPath = new(StringComparer.Ordinal);

    /// <summary>The whole configuration.</summary>
    public SettingShape Root => At("");

    /// <summary>A made-up value at no place.</summary>
    public static ConfigNode Nowhere { get; } = new StringNode(new SourcePosition(new SourceText("", ""), 0), Sample);

    /// <summary>A made-up object.</summary>
    public static ObjectNode EmptyObject { get; } = new(Nowhere.Position, []);

    /// <summary>The shape at a path.</summary>
    public SettingShape At(string path)
    {
        if (!_byPath.TryGetValue(path, out var shape))
        {
            _byPath[path] = shape = new SettingShape();
        }

        return shape;
    }

    /// <summary>The shape of a member.</summary>
    public SettingShape Member(string path, string name)
    {
        var child = KeyPath.Child(path, name);
        var shape = At(path).Property(name);
        _byPath[child] = shape;
        return shape;
    }

    /// <summary>The shape of a list's elements.</summary>
    public SettingShape Element(string path, string name)
    {
        var list = Member(path, name);
        list.Take("array");
        var element = list.Items ??= new SettingShape();
        _byPath[KeyPath.Index(KeyPath.Child(path, name), 0)] = element;
        return element;
    }

    /// <summary>The keys at a path are the user's.</summary>
    public void Map(string path) => At(path).Values ??= Member(path, Sample);

    /// <inheritdoc/>
    protected override void InsertItem(int index, ConfigurationIssue item)
    {
        // What is wrong with made-up values concerns nobody.
    }
}
