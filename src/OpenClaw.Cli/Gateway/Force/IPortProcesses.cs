namespace OpenClaw.Cli.Gateway.Force;

/// <summary>The machine's processes as <see cref="PortRelease"/> sees them.</summary>
internal interface IPortProcesses
{
    /// <summary>Who listens on the port.</summary>
    /// <exception cref="Application.CliException">The tool that tells is missing or fails.</exception>
    Task<IReadOnlyList<PortHolder>> FindListenersAsync(int port, CancellationToken cancellationToken);

    /// <summary>Asks a process to end (SIGTERM), or ends it (SIGKILL). A process that is gone already is no error.</summary>
    /// <exception cref="Application.CliException">It belongs to someone else.</exception>
    void End(PortHolder holder, bool atOnce);
}
