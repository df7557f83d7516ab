using System.Buffers;
using System.Text;

namespace OpenClaw.Cli.Output;

/// <summary>
/// What goes to a person's terminal, without what would steer it. Answers, names, commands to approve and errors are words of models and of other machines: a
/// control sequence among them could clear the screen, rewrite a line that was read already or show another command than the one that runs.
/// </summary>
/// <remarks>
/// Line feeds and tabs pass, carriage returns are left out, every other control character of C0 shows as its picture (U+2400 and on); C1 and what turns the order of
/// characters round (U+202D, U+202E) show as U+FFFD.
/// </remarks>
internal sealed class PlainTextWriter(TextWriter inner) : TextWriter
{
    private static readonly SearchValues<char> Steering = SearchValues.Create([
        .. Enumerable.Range(0, 0xA0).Select(static code => (char)code).Where(static code => char.IsControl(code) && code is not ('\n' or '\t')), '\u202D', '\u202E',
    ]);

    public override Encoding Encoding => inner.Encoding;

    /// <summary>The text as it is shown.</summary>
    public static string Shown(string text) => text.AsSpan().ContainsAny(Steering) ? Cleaned(text) : text;

    public override void Write(char value)
    {
        if (value != '\r')
            inner.Write(Picture(value));
    }

    public override void Write(string? value) => inner.Write(value is null ? null : Shown(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : Shown(value));

    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(value is null ? null : Shown(value));

    public override void Flush() => inner.Flush();

    public override Task FlushAsync() => inner.FlushAsync();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    private static string Cleaned(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character != '\r')
                cleaned.Append(Picture(character));
        }

        return cleaned.ToString();
    }

    private static char Picture(char character) => character switch
    {
        _ when !Steering.Contains(character) => character,
        < ' ' => (char)('\u2400' + character),
        '\u007F' => '\u2421',
        _ => '\uFFFD',
    };
}
