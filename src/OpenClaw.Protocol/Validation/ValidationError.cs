namespace OpenClaw.Protocol.Validation;

/// <summary>Why a JSON value does not conform to its schema.</summary>
/// <param name="Text">
/// Up to eight issues joined by <c>; </c>, each <c>at /pointer: what</c>. Issues of the outermost object stand without a
/// pointer, except an unexpected property, which reads <c>at root: unexpected property 'x'</c>.
/// </param>
public sealed record ValidationError(string Text)
{
    /// <summary>The text is not JSON.</summary>
    public static readonly ValidationError Malformed = new("must be valid JSON");

    /// <summary>The text nests deeper than <see cref="SchemaNode.MaxDepth"/>.</summary>
    public static readonly ValidationError TooDeep = new($"must not nest deeper than {SchemaNode.MaxDepth} levels");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
