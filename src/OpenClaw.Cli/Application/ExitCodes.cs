namespace OpenClaw.Cli.Application;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command failed: a bad flag, an unreachable gateway, a refused request, a run that ended with an error.</summary>
    public const int Failure = 1;

    /// <summary>A bad or conflicting <c>--profile</c> or <c>--dev</c>.</summary>
    public const int BadProfile = 2;

    /// <summary>The configuration forbids the start; a supervisor should not try again (EX_CONFIG of sysexits.h).</summary>
    public const int Configuration = 78;

    /// <summary>Ended by Ctrl-C: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
