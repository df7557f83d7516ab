using System.Diagnostics;

namespace OpenClaw.TestSupport;

/// <summary>Programs that tests write.</summary>
public static class ShellScript
{
    /// <summary>Writes a program that its owner may run at once.</summary>
    /// <remarks>
    /// A process of its own writes it: were it this one, a child that another test starts meanwhile would hold the file open for writing for a moment, and the kernel runs no such
    /// file (ETXTBSY).
    /// </remarks>
    public static async Task WriteAsync(string path, string text)
    {
        using var writer = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat > \"$1\" && chmod 700 \"$1\"", "sh", path]) { RedirectStandardInput = true })!;
        await writer.StandardInput.WriteAsync(text);
        writer.StandardInput.Close();
        await writer.WaitForExitAsync();
        if (writer.ExitCode != 0)
        {
            throw new IOException($"{path} could not be written");
        }
    }
}
