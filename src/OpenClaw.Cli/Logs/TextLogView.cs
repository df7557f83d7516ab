namespace OpenClaw.Cli.Logs;

/// <summary>Lines for people and for grep: time, level, subsystem, message. What is not the log goes to standard error.</summary>
internal sealed class TextLogView(TextWriter output, TextWriter error, bool colour) : ILogView
{
    private const string Reset = "\u001b[0m";
    private const string Dim = "\u001b[2m";

    public void Begin(string file, long cursor, long size) => error.WriteLine($"Log file: {file}");

    public void Show(LogLine line)
    {
        if (line.Message is null)
        {
            output.WriteLine(line.Raw);
            return;
        }

        Write(line.Time, Dim);
        Write(line.Level, ColourOf(line.Level));
        Write(line.Subsystem is null ? null : $"[{line.Subsystem}]", Dim);
        output.WriteLine(line.Message);
    }

    public void Notice(string text) => error.WriteLine($"openclaw: {text}");

    private void Write(string? word, string style)
    {
        if (word is null)
            return;
        if (colour)
            output.Write(style);
        output.Write(word);
        if (colour)
            output.Write(Reset);
        output.Write(' ');
    }

    private static string ColourOf(string? level) => level switch
    {
        "fatal" or "error" => "\u001b[31m",
        "warn" => "\u001b[33m",
        "info" => "\u001b[36m",
        _ => Dim,
    };
}
