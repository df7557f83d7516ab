using System.Collections.Immutable;
using System.Numerics;

namespace OpenClaw.Domain.Access;

/// <summary>One permission of an operator. <see cref="Admin"/> contains all others, <see cref="Write"/> contains <see cref="Read"/>.</summary>
[Flags]
public enum Scope
{
    /// <summary>No permission needed.</summary>
    None = 0,

    /// <summary><c>operator.admin</c></summary>
    Admin = 1,

    /// <summary><c>operator.read</c></summary>
    Read = 2,

    /// <summary><c>operator.write</c></summary>
    Write = 4,

    /// <summary><c>operator.approvals</c></summary>
    Approvals = 8,

    /// <summary><c>operator.pairing</c></summary>
    Pairing = 16,

    /// <summary><c>operator.questions</c> (protocol 4)</summary>
    Questions = 32,

    /// <summary><c>operator.talk</c> (protocol 4)</summary>
    Talk = 64,

    /// <summary><c>operator.talk.secrets</c> (protocol 4)</summary>
    TalkSecrets = 128,
}

/// <summary>A set of operator scopes, closed under nothing: what is listed is what was named, and <see cref="Allows"/> applies the implications.</summary>
public readonly record struct ScopeSet
{
    private const Scope Everything = (Scope)255;

    private static readonly (Scope Scope, string Name)[] Names =
    [
        (Scope.Admin, "operator.admin"),
        (Scope.Read, "operator.read"),
        (Scope.Write, "operator.write"),
        (Scope.Approvals, "operator.approvals"),
        (Scope.Pairing, "operator.pairing"),
        (Scope.Questions, "operator.questions"),
        (Scope.Talk, "operator.talk"),
        (Scope.TalkSecrets, "operator.talk.secrets"),
    ];

    private readonly Scope _scopes;

    private ScopeSet(Scope scopes) => _scopes = scopes;

    /// <summary>No scope at all.</summary>
    public static ScopeSet Empty => default;

    /// <summary>Admin, and so everything.</summary>
    public static ScopeSet All => new(Everything);

    /// <summary>True when no scope is in the set.</summary>
    public bool IsEmpty => _scopes == Scope.None;

    /// <summary>How many scopes are named.</summary>
    public int Count => BitOperations.PopCount((uint)_scopes);

    /// <summary>The set of these flags.</summary>
    public static ScopeSet Of(Scope scopes) => new(scopes & Everything);

    /// <summary>The scopes that we know among wire names. Unknown names grant nothing and are left out.</summary>
    public static ScopeSet Parse(IEnumerable<string> names)
    {
        var scopes = Scope.None;
        foreach (var name in names)
        {
            if (TryParse(name, out var scope))
            {
                scopes |= scope;
            }
        }

        return new ScopeSet(scopes);
    }

    /// <summary>Reads one wire name.</summary>
    public static bool TryParse(string name, out Scope scope)
    {
        foreach (var entry in Names)
        {
            if (entry.Name == name)
            {
                scope = entry.Scope;
                return true;
            }
        }

        scope = Scope.None;
        return false;
    }

    /// <summary>The wire name of one scope.</summary>
    public static string NameOf(Scope scope)
    {
        foreach (var entry in Names)
        {
            if (entry.Scope == scope)
            {
                return entry.Name;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(scope), scope, "Exactly one scope has a name.");
    }

    /// <summary>True when a holder of this set may do what needs <paramref name="scope"/>.</summary>
    public bool Allows(Scope scope) => (Closure & scope) == scope;

    /// <summary>True when a holder of this set may do all that a holder of <paramref name="other"/> may.</summary>
    public bool Covers(ScopeSet other) => Allows(other.Closure);

    /// <summary>What is requested and allowed: of the names in this set, those that <paramref name="allowed"/> covers. Never wider than either.</summary>
    public ScopeSet GrantedFrom(ScopeSet allowed) => new(_scopes & allowed.Closure);

    /// <summary>The names in either set.</summary>
    public ScopeSet Union(ScopeSet other) => new(_scopes | other._scopes);

    /// <summary>The first scope of <paramref name="other"/> that this set does not allow, or null when it allows all.</summary>
    public Scope? FirstMissing(ScopeSet other)
    {
        foreach (var entry in Names)
        {
            if ((other._scopes & entry.Scope) != 0 && !Allows(entry.Scope))
            {
                return entry.Scope;
            }
        }

        return null;
    }

    /// <summary>Wire names, in the fixed order of the protocol.</summary>
    public ImmutableArray<string> ToNames()
    {
        var names = ImmutableArray.CreateBuilder<string>(Count);
        foreach (var entry in Names)
        {
            if ((_scopes & entry.Scope) != 0)
            {
                names.Add(entry.Name);
            }
        }

        return names.MoveToImmutable();
    }

    /// <inheritdoc/>
    public override string ToString() => IsEmpty ? "(none)" : string.Join(' ', ToNames());

    private Scope Closure =>
        (_scopes & Scope.Admin) != 0 ? Everything
        : (_scopes & Scope.Write) != 0 ? _scopes | Scope.Read
        : _scopes;
}
