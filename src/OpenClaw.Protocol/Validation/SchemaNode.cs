using System.Text.Json;

namespace OpenClaw.Protocol.Validation;

/// <summary>A JSON Schema, compiled to a tree that checks UTF-8 text token by token, without building a document.</summary>
/// <remarks>
/// The nodes are generated from <c>protocol/schema</c> and are immutable, so one tree serves every thread.
/// Verdicts equal those of a strict JSON Schema 2020-12 validator; only a declared property that stands twice is
/// refused besides, so that no two readers of one frame can see different values in it.
/// </remarks>
public abstract class SchemaNode
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaxDepth };

    /// <summary>Checks one JSON value.</summary>
    /// <param name="utf8Json">Exactly one JSON value; white space around it is allowed.</param>
    /// <param name="ignoreUnknownAtRoot">True: properties of the outermost object that the schema does not know are let through.</param>
    /// <returns>Null when the value conforms, else what is wrong with it.</returns>
    public ValidationError? Validate(ReadOnlySpan<byte> utf8Json, bool ignoreUnknownAtRoot = false)
    {
        var reader = new Utf8JsonReader(utf8Json, s_options);
        var context = new ValidationContext(ignoreUnknownAtRoot);
        try
        {
            reader.Read();
            var conforms = Check(ref reader, ref context);
            if (!context.IsFull && !reader.Read() && conforms)
            {
                return null;
            }
        }
        catch (JsonException)
        {
            return IsTooDeep(ref reader) ? ValidationError.TooDeep : ValidationError.Malformed;
        }

        return context.ToError();
    }

    /// <summary>Checks the value whose first token is the reader's current one and leaves the reader on its last token.</summary>
    /// <returns>True when it conforms. Otherwise the issues are in <paramref name="context"/>.</returns>
    internal abstract bool Check(ref Utf8JsonReader reader, ref ValidationContext context);

    /// <summary>Whether a reader that has thrown did so at the limit of nesting.</summary>
    internal static bool IsTooDeep(ref Utf8JsonReader reader) => reader.CurrentDepth >= MaxDepth - 1;

    private protected static bool Fail(ref Utf8JsonReader reader, ref ValidationContext context, string text)
    {
        context.Add(text);
        reader.Skip();
        return false;
    }
}
