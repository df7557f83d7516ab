namespace OpenClaw.Daemon.Process;

/// <summary>How the process ends.</summary>
public static class ExitCodes
{
    /// <summary>Stopped on request.</summary>
    public const int Success = 0;

    /// <summary>The port or the lock is another's, or something broke: trying again may help.</summary>
    public const int Failure = 1;

    /// <summary>The configuration forbids a start (EX_CONFIG of sysexits.h): trying again does not help.</summary>
    public const int Configuration = 78;
}
