using System.Text.RegularExpressions;

namespace OpenClaw.Fuzz.Driver;

/// <summary>One parser of foreign bytes, with an oracle that says more than "does not throw".</summary>
public abstract partial class FuzzTarget
{
    /// <summary>Name of the target; also names the files of its findings.</summary>
    public abstract string Name { get; }

    /// <summary>Good and nearly good inputs to start from.</summary>
    public abstract IEnumerable<byte[]> Seeds { get; }

    /// <summary>Pieces of the format that random changes would hardly find.</summary>
    public virtual IReadOnlyList<byte[]> Dictionary => [];

    /// <summary>Feeds one input and compares with the oracle.</summary>
    /// <returns>What kind of behaviour it showed. An input that shows a new kind joins the corpus.</returns>
    /// <exception cref="FuzzFindingException">Parser and oracle disagree.</exception>
    public abstract string Check(byte[] input);

    /// <summary>The kind of an error text: what it quotes and counts comes from the input and would make every text a kind of its own.</summary>
    protected static string Kind(string text)
    {
        // A validator says where before what; where is made of the input's names.
        var what = text.IndexOf("must ", StringComparison.Ordinal);
        var words = Variable().Replace(what < 0 ? text : text[what..], " ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.All(char.IsAsciiLetter));
        return string.Join(' ', words.Take(what < 0 ? 8 : 5));
    }

    [GeneratedRegex("""'[^']*'?|"[^"]*"?|\[[^\]]*\]?|0x[0-9A-Fa-f]+|[0-9]+""")]
    private static partial Regex Variable();
}

/// <summary>Parser and oracle disagree.</summary>
public sealed class FuzzFindingException(string message) : Exception(message);
