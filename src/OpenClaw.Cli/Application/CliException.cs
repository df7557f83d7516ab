namespace OpenClaw.Cli.Application;

/// <summary>The command cannot go on; the message is one line for the person at the terminal.</summary>
internal sealed class CliException(string message, string code = "CLI_ERROR", int exitCode = ExitCodes.Failure, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>A stable word for scripts, printed with <c>--json</c>.</summary>
    public string Code => code;

    public int ExitCode => exitCode;
}
