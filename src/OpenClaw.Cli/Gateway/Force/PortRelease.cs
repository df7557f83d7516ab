using System.Globalization;
using OpenClaw.Cli.Application;

namespace OpenClaw.Cli.Gateway.Force;

/// <summary>Frees a port for <c>gateway --force</c>: asks its listeners to end, insists after a while, gives up after another.</summary>
/// <param name="processes">The machine's processes.</param>
/// <param name="log">Told of each process ended.</param>
/// <param name="time">The clock of the budget.</param>
internal sealed class PortRelease(IPortProcesses processes, TextWriter log, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(2000);

    /// <summary>Returns when nobody listens on the port any more.</summary>
    /// <exception cref="CliException">Somebody still does, may not be ended, or cannot be found out.</exception>
    public async Task RunAsync(int port, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var holders = await processes.FindListenersAsync(port, cancellationToken).ConfigureAwait(false);
        if (holders.Count == 0)
            return;
        foreach (var holder in holders)
        {
            log.WriteLine($"force: ending {holder} on port {port.ToString(CultureInfo.InvariantCulture)} (SIGTERM)");
            processes.End(holder, atOnce: false);
        }

        var escalated = false;
        while (holders.Count > 0)
        {
            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
            holders = await processes.FindListenersAsync(port, cancellationToken).ConfigureAwait(false);
            var waited = time.GetElapsedTime(begun);
            if (holders.Count > 0 && waited >= Budget)
                throw new CliException($"port {port} is still held by {string.Join(", ", holders)} after {waited.TotalMilliseconds:0} ms", "FORCE_FAILED");
            if (holders.Count > 0 && waited >= Patience && !escalated)
            {
                escalated = true;
                foreach (var holder in holders)
                {
                    log.WriteLine($"force: {holder} does not end; killing it (SIGKILL)");
                    processes.End(holder, atOnce: true);
                }
            }
        }

        log.WriteLine($"force: port {port.ToString(CultureInfo.InvariantCulture)} is free after {time.GetElapsedTime(begun).TotalMilliseconds:0} ms{(escalated ? " (SIGKILL was needed)" : "")}");
    }
}
