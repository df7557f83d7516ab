using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Logs;

/// <summary>Lines for people and for grep: time, level, subsystem, message. What is not the log goes to standard error.</summary>
internal sealed class TextLogView(CliTerminal terminal, bool colour) : ILogView
{
    private const string Reset = "\u001b[0m";
    private const string Dim = "\u001b[2m";

    public void Begin(string file, long cursor, long size) => terminal.Error.WriteLine($"Log file: {file}");

    public void Show(LogLine line)
    {
        if (line.Message is null)
        {
            terminal.Styled.WriteLine(Clean(line.Raw));
            return;
        }

        Write(line.Time, Dim);
        Write(line.Level, ColourOf(line.Level));
        Write(line.Subsystem is null ? null : $"[{line.Subsystem}]", Dim);
        terminal.Styled.WriteLine(Clean(line.Message));
    }

    public void Notice(string text) => terminal.Error.WriteLine($"openclaw: {text}");

    private void Write(string? word, string style)
    {
        if (word is null)
            return;
        if (colour)
            terminal.Styled.Write(style);
        terminal.Styled.Write(Clean(word));
        if (colour)
            terminal.Styled.Write(Reset);
        terminal.Styled.Write(' ');
    }

    private string Clean(string text) => terminal.IsInteractive ? PlainTextWriter.Shown(text) : text;

    private static string ColourOf(string? level) => level switch
    {
        "fatal" or "error" => "\u001b[31m",
        "warn" => "\u001b[33m",
        "info" => "\u001b[36m",
        _ => Dim,
    };
}
