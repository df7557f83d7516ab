using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Cli.Output;

/// <summary>Standard output and error, and what they are connected to.</summary>
internal sealed class CliTerminal
{
    public CliTerminal(TextWriter output, TextWriter error, bool isInteractive = false, bool hasColor = false, int width = 200)
    {
        Styled = output;
        Out = isInteractive ? new PlainTextWriter(output) : output;
        Error = error;
        IsInteractive = isInteractive;
        HasColor = hasColor;
        Width = width;
    }

    /// <summary>Results; to a person's terminal without control sequences, see <see cref="PlainTextWriter"/>.</summary>
    public TextWriter Out { get; }

    /// <summary>The same for who adds styles. Text of others it has to clean by itself: <see cref="PlainTextWriter.Shown"/>.</summary>
    public TextWriter Styled { get; }

    /// <summary>Progress and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether results go to a person's terminal rather than to a file or pipe.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether colour is wanted.</summary>
    public bool HasColor { get; }

    /// <summary>Columns available; wide when nobody looks.</summary>
    public int Width { get; }

    /// <summary>The process's own streams.</summary>
    public static CliTerminal FromProcess()
    {
        var interactive = !Console.IsOutputRedirected;
        var color = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        // Console.Out flushes and locks on each write; these need neither.
        var output = new StreamWriter(OpenOutput(), new UTF8Encoding(false), 4096) { AutoFlush = interactive };
        TextWriter error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 256) { AutoFlush = true };
        if (!Console.IsErrorRedirected)
            error = new PlainTextWriter(error);
        return new CliTerminal(output, error, interactive, color, interactive ? Columns(Console.WindowWidth) : 200);
    }

    /// <summary>A terminal that does not know its width (a serial line, some containers) says 0.</summary>
    private static int Columns(int said) => said > 0 ? said : 80;

    /// <summary>Whether a write failed because the reader of our pipe (head, grep -q) has what it wanted.</summary>
    public static bool IsBrokenPipe(IOException failure) => failure.HResult is BrokenPipeOnUnix or BrokenPipeOnWindows or PipeClosingOnWindows;

    private const int BrokenPipeOnUnix = 32;
    private const int BrokenPipeOnWindows = unchecked((int)0x8007006D);
    private const int PipeClosingOnWindows = unchecked((int)0x800700E8);

    /// <summary>
    /// The console stream hides a reader that has gone, and a follower would then run for ever; so a pipe is written as the
    /// file it is. A regular file stays with the console stream: standard error may share its position.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return Console.OpenStandardOutput();
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }
}
