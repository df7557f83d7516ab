using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Domain.Approvals;

/// <summary>One program of a command line.</summary>
/// <param name="Words">The program and its arguments, unquoted.</param>
/// <param name="Operator">What stands before it: nothing, <c>|</c>, <c>&amp;&amp;</c>, <c>||</c> or <c>;</c>.</param>
public sealed record ShellSegment(ImmutableArray<string> Words, string Operator);

/// <summary>
/// A command line that means the same to every shell: programs with plain or quoted words, joined by pipes and lists. Whatever a shell would expand,
/// substitute or redirect is not one, and then a person has to look at it.
/// </summary>
public static class ShellCommand
{
    private const int MaxLength = 16_384;
    private const int MaxSegments = 32;

    // Outside of quotes each of these makes a shell do something else than take the character as it is.
    private const string Special = "$`\\<>(){}[]*?~#!&|;\n\r\"'";

    /// <summary>Takes a command line apart.</summary>
    /// <param name="text">The command line.</param>
    /// <param name="segments">Its programs in order, when it is plain.</param>
    public static bool TryParse(string text, out ImmutableArray<ShellSegment> segments)
    {
        segments = [];
        if (text.Length > MaxLength)
        {
            return false;
        }

        var result = ImmutableArray.CreateBuilder<ShellSegment>();
        var words = ImmutableArray.CreateBuilder<string>();
        var before = "";
        var i = 0;
        while (true)
        {
            while (i < text.Length && text[i] is ' ' or '\t')
            {
                i++;
            }

            var found = i == text.Length ? "" : OperatorAt(text, i);
            if (i < text.Length && found is null)
            {
                if (!TryReadWord(text, ref i, out var word))
                {
                    return false;
                }

                words.Add(word);
                continue;
            }

            if (words.Count == 0 || !IsProgram(words[0]) || result.Count == MaxSegments)
            {
                return false;
            }

            result.Add(new ShellSegment(words.ToImmutable(), before));
            if (i == text.Length)
            {
                segments = result.ToImmutable();
                return true;
            }

            words.Clear();
            before = found!;
            i += found!.Length;
        }
    }

    /// <summary>The command line that runs exactly these words: every one in quotes, so that nothing is left to a shell's reading.</summary>
    public static string Write(ImmutableArray<ShellSegment> segments)
    {
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            text.Append(segment.Operator.Length == 0 ? "" : $" {segment.Operator} ").AppendJoin(' ', segment.Words.Select(Quote));
        }

        return text.ToString();
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string? OperatorAt(string text, int i) => text[i] switch
    {
        '|' when i + 1 < text.Length && text[i + 1] == '|' => "||",
        '|' when i + 1 == text.Length || text[i + 1] != '&' => "|",
        '&' when i + 1 < text.Length && text[i + 1] == '&' => "&&",
        ';' when i + 1 == text.Length || text[i + 1] != ';' => ";",
        _ => null,
    };

    /// <summary>A first word that is no assignment, which could change what the program does, and no word of the shell's own language.</summary>
    private static bool IsProgram(string word) =>
        word.Length > 0
        && !word.Contains('=', StringComparison.Ordinal)
        && word is not ("if" or "then" or "else" or "elif" or "fi" or "for" or "while" or "until" or "do" or "done" or "case" or "esac" or "in" or "function"
            or "select" or "time" or "coproc");

    private static bool TryReadWord(string text, ref int i, out string word)
    {
        var result = new StringBuilder();
        word = "";
        while (i < text.Length && text[i] is not (' ' or '\t') && OperatorAt(text, i) is null)
        {
            var c = text[i];
            if (c is '\'' or '"')
            {
                var end = text.IndexOf(c, i + 1);
                if (end < 0 || !IsPlain(text.AsSpan(i + 1, end - i - 1), inDoubleQuotes: c == '"'))
                {
                    return false;
                }

                result.Append(text, i + 1, end - i - 1);
                i = end + 1;
            }
            else if (Special.Contains(c, StringComparison.Ordinal) || char.IsControl(c))
            {
                return false;
            }
            else
            {
                result.Append(c);
                i++;
            }
        }

        word = result.ToString();
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<char> quoted, bool inDoubleQuotes) =>
        quoted.IndexOf('\0') < 0 && (!inDoubleQuotes || quoted.IndexOfAny("$`\\!") < 0);
}
