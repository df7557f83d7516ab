namespace Akka.Util;

/// <summary>Writes to standard output, a line or text at a time even when many threads write.</summary>
public static class StandardOutWriter
{
    private static readonly Lock Writing = new();

    /// <summary>Writes text.</summary>
    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        InColors(() => Console.Write(message), foregroundColor, backgroundColor);

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        InColors(() => Console.WriteLine(message), foregroundColor, backgroundColor);

    private static void InColors(Action write, ConsoleColor? foreground, ConsoleColor? background)
    {
        lock (Writing)
        {
            if (foreground is null && background is null)
            {
                write();
                return;
            }

            if (foreground is { } letters) Console.ForegroundColor = letters;
            if (background is { } paper) Console.BackgroundColor = paper;
            try
            {
                write();
            }
            finally
            {
                Console.ResetColor();
            }
        }
    }
}
