using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Methods;

/// <summary>What the protocol says about a method.</summary>
public sealed class MethodInfo
{
    private readonly int _index;

    internal MethodInfo(int index, string name, MethodRoles roles, string? scope, bool idempotent, int since, int until, bool isHandshake, string? sideEffect)
    {
        _index = index;
        Name = name;
        Roles = roles;
        Scope = scope;
        Idempotent = idempotent;
        Since = since;
        Until = until;
        IsHandshake = isHandshake;
        SideEffect = sideEffect;
    }

    /// <summary>Name, as <c>chat.send</c>.</summary>
    public string Name { get; }

    /// <summary>Roles that may call it.</summary>
    public MethodRoles Roles { get; }

    /// <summary>Scope that an operator needs, as <c>operator.read</c>; null when none.</summary>
    public string? Scope { get; }

    /// <summary>Whether its params carry an idempotency key.</summary>
    public bool Idempotent { get; }

    /// <summary>First protocol version that has it.</summary>
    public int Since { get; }

    /// <summary>Last protocol version that has it; <see cref="int.MaxValue"/> while there is none.</summary>
    public int Until { get; }

    /// <summary>True for <c>connect</c>, which opens a connection and is no method of an open one.</summary>
    public bool IsHandshake { get; }

    /// <summary>What a call changes, in one word, or null when it only reads.</summary>
    public string? SideEffect { get; }

    /// <summary>Schema of the params.</summary>
    public SchemaNode ParamsSchema => MethodTable.ParamsSchema(_index);

    /// <summary>Schema of the result.</summary>
    public SchemaNode ResultSchema => MethodTable.ResultSchema(_index);

    /// <summary>Checks params against their schema.</summary>
    /// <param name="utf8Json">The params; empty when the request has none. Absent params and null count as <c>{}</c>, except for <c>connect</c>.</param>
    /// <param name="ignoreUnknown">True: top-level keys that the schema does not know are let through.</param>
    /// <returns>Null when they conform.</returns>
    public ValidationError? ValidateParams(ReadOnlySpan<byte> utf8Json, bool ignoreUnknown = false)
    {
        if (utf8Json.IsEmpty || (utf8Json.SequenceEqual("null"u8) && !IsHandshake))
        {
            utf8Json = IsHandshake ? "null"u8 : "{}"u8;
        }

        return ParamsSchema.Validate(utf8Json, ignoreUnknown);
    }

    /// <summary>The error message for params that do not conform.</summary>
    public string InvalidParamsText(ValidationError error) => $"invalid {Name} params: {error.Text}";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
