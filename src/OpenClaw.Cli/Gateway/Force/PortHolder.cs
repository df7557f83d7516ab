namespace OpenClaw.Cli.Gateway.Force;

/// <summary>A process that listens on a port.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Command">Its command name, as the system knows it.</param>
internal sealed record PortHolder(int Pid, string Command)
{
    public override string ToString() => $"{Command} (pid {Pid})";
}
