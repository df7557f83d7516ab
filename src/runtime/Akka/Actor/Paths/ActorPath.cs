using System.Diagnostics.CodeAnalysis;
using System.Text;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The place of an actor in the tree. Equal when address and elements are; the uid tells incarnations apart.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    /// <summary>The uid of a path that names a place instead of an incarnation.</summary>
    public const long UndefinedUid = 0;

    private const string AllowedSymbols = "\"-_.*$+:@&=,!~';()";

    private protected ActorPath(string name, long uid)
    {
        Name = name;
        Uid = uid;
    }

    public string Name { get; }
    public long Uid { get; }
    public abstract Address Address { get; }
    public abstract ActorPath Parent { get; }
    public abstract RootActorPath Root { get; }
    public abstract int Depth { get; }
    public static char[] ValidSymbols { get; } = AllowedSymbols.ToCharArray();

    /// <summary>Names from below the root down to this actor.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var elements = new string[Depth];
            var path = this;
            for (var i = elements.Length - 1; i >= 0; i--)
            {
                elements[i] = path.Name;
                path = path.Parent;
            }
            return elements;
        }
    }

    /// <summary>As <see cref="Elements"/>, the last with this incarnation's number when it has one.</summary>
    public IReadOnlyList<string> ElementsWithUid
    {
        get
        {
            var elements = (string[])Elements;
            if (elements.Length > 0 && Uid != UndefinedUid) elements[^1] += "#" + Uid.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            return elements;
        }
    }

    public abstract ActorPath WithUid(long uid);

    /// <summary>The path of a child; the same as <c>path / childName</c>.</summary>
    public ActorPath Child(string childName) => this / childName;

    public static ActorPath operator /(ActorPath path, string name)
    {
        var (elementName, uid) = SplitNameAndUid(name);
        return new ChildActorPath(path, elementName, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrEmpty(name)) path /= name;
        }
        return path;
    }

    public static ActorPath Divide(ActorPath left, string right) => left / right;

    /// <summary>True when <paramref name="s"/> may name an actor: not empty, no leading "$", only URI-safe ASCII.</summary>
    public static bool IsValidPathElement(string? s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$') return false;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || AllowedSymbols.Contains(c)) continue;
            if (c == '%' && i + 2 < s.Length && char.IsAsciiHexDigit(s[i + 1]) && char.IsAsciiHexDigit(s[i + 2]))
            {
                i += 2;
                continue;
            }
            return false;
        }
        return true;
    }

    internal static (string Name, long Uid) SplitNameAndUid(string element)
    {
        var hash = element.IndexOf('#', StringComparison.Ordinal);
        return hash >= 0 && long.TryParse(element.AsSpan(hash + 1), out var uid)
            ? (element[..hash], uid)
            : (element, UndefinedUid);
    }

    /// <exception cref="UriFormatException">The text is not <c>protocol://system[@host:port]/element/...</c>.</exception>
    public static ActorPath Parse(string path) =>
        TryParse(path, out var result) ? result : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string? path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path, out var address)) return false;
        ActorPath result = new RootActorPath(address);
        var start = path!.IndexOf('/', path.IndexOf("://", StringComparison.Ordinal) + 3);
        if (start >= 0) result /= path[(start + 1)..].Split('/');
        actorPath = result;
        return true;
    }

    /// <summary>Reads the elements of a path below <paramref name="basePath"/>.</summary>
    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        if (!absoluteUri.StartsWith('/')) return false;
        actorPath = basePath / absoluteUri.Split('/');
        return true;
    }

    /// <summary>The path so many steps above, or below the root when the number is negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ActorPath ParentOf(int depth)
    {
        var steps = depth >= 0 ? Depth - depth : -depth;
        ArgumentOutOfRangeException.ThrowIfNegative(steps, nameof(depth));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Depth, nameof(depth));
        var path = this;
        for (; steps > 0; steps--) path = path.Parent;
        return path;
    }

    /// <inheritdoc/>
    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    /// <summary>Stands for a path while it is serialised.</summary>
    public class Surrogate(string path) : ISurrogate
    {
        /// <summary>The path as text.</summary>
        public string Path { get; } = path;

        /// <inheritdoc/>
        public ISurrogated FromSurrogate(ActorSystem system) => Parse(Path);
    }

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) => Address.TryParse(path, out address);

    public string ToStringWithoutAddress()
    {
        if (this is RootActorPath) return Name;
        var text = new StringBuilder();
        AppendElements(text);
        return text.ToString();
    }

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>The path as text; a host in the path's own address wins over <paramref name="address"/>.</summary>
    public string ToStringWithAddress(Address address)
    {
        var shown = Address.HasGlobalScope ? Address : address;
        if (this is RootActorPath) return shown + Name;
        var text = new StringBuilder(shown.ToString());
        AppendElements(text);
        return text.ToString();
    }

    public string ToStringWithUid() => Uid == UndefinedUid ? ToString() : $"{this}#{Uid}";
    public string ToSerializationFormat() => ToStringWithUid();
    public string ToSerializationFormatWithAddress(Address address) =>
        Uid == UndefinedUid ? ToStringWithAddress(address) : $"{ToStringWithAddress(address)}#{Uid}";

    public override string ToString() => ToStringWithAddress();

    private void AppendElements(StringBuilder text)
    {
        foreach (var element in Elements) text.Append('/').Append(element);
    }

    public bool Equals(ActorPath? other)
    {
        ActorPath left = this;
        var right = other;
        while (!ReferenceEquals(left, right))
        {
            if (right is null || left.Depth != right.Depth || left.Name != right.Name) return false;
            if (left is RootActorPath) return left.Address.Equals(right.Address);
            left = left.Parent;
            right = right.Parent;
        }
        return true;
    }

    public override bool Equals(object? obj) => obj is ActorPath other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 17;
        for (var path = this; path is not RootActorPath; path = path.Parent)
            hash = unchecked((hash * 31) + path.Name.GetHashCode(StringComparison.Ordinal));
        return hash;
    }

    public int CompareTo(ActorPath? other)
    {
        if (other is null) return 1;
        if (ReferenceEquals(this, other)) return 0;
        var byAddress = Address.CompareTo(other.Address);
        if (byAddress != 0) return byAddress;
        var mine = Elements;
        var theirs = other.Elements;
        for (var i = 0; i < mine.Count && i < theirs.Count; i++)
        {
            var byName = string.CompareOrdinal(mine[i], theirs[i]);
            if (byName != 0) return byName;
        }
        return mine.Count.CompareTo(theirs.Count);
    }

    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);
}
