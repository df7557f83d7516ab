using System.Runtime.InteropServices;
using OpenClaw.Cli.Application;

// Ctrl-C cancels the command; a second one ends the process the hard way.
using var interrupted = new CancellationTokenSource();
using var handler = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    // Another handler (the daemon's) may have kept the process alive on purpose: only ever say yes.
    if (!interrupted.IsCancellationRequested)
        signal.Cancel = true;
    interrupted.Cancel();
});
return await CliApplication.RunAsync(args, CliContext.FromProcess(), interrupted.Token).ConfigureAwait(false);
