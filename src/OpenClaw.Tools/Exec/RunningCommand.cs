using System.Diagnostics;

namespace OpenClaw.Tools.Exec;

/// <summary>A command from its start to the end of everything that it started.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "The source has no timer and no handle; Stop may come after the end.")]
internal sealed class RunningCommand
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    private RunningCommand(Process process, TimeSpan timeout, TimeSpan grace, TimeProvider time)
    {
        _process = process;
        _grace = grace;
        _time = time;
        StartedAt = time.GetTimestamp();
        Ended = RunAsync(timeout);
    }

    /// <summary>What it has put out so far.</summary>
    public CommandOutput Output { get; } = new();

    /// <summary>A timestamp of the clock.</summary>
    public long StartedAt { get; }

    /// <summary>Done when nothing of it runs any more; never fails.</summary>
    public Task<CommandEnd> Ended { get; }

    /// <summary>Starts a command line.</summary>
    /// <param name="commandLine">For the shell.</param>
    /// <param name="folder">Where.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="timeout">How long it may run.</param>
    /// <param name="grace">How long it has to end after it was asked to.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ToolRefusalException">It cannot be started.</exception>
    public static RunningCommand Start(
        string commandLine, string folder, IReadOnlyDictionary<string, string> environment, TimeSpan timeout, TimeSpan grace, TimeProvider time)
    {
        var start = ProcessGroup.Shell(commandLine);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start) ?? throw new ToolRefusalException("The command could not be started.");
            process.StandardInput.Close(); // Nobody types: a command that asks must see the end of its input, not wait.
            return new RunningCommand(process, timeout, grace, time);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ToolRefusalException($"The command could not be started: {exception.Message}");
        }
    }

    /// <summary>Ends it and everything that it started: first asked, then killed.</summary>
    public void Stop() => _stop.Cancel();

    private async Task<CommandEnd> RunAsync(TimeSpan timeout)
    {
        await Task.Yield();
        using var drained = new CancellationTokenSource();
        var pumps = Task.WhenAll(PumpAsync(_process.StandardOutput.BaseStream, drained.Token), PumpAsync(_process.StandardError.BaseStream, drained.Token));
        using var limit = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        var exited = _process.WaitForExitAsync(CancellationToken.None);
        var inTime = await WithinAsync(exited, either.Token);
        if (!inTime)
        {
            ProcessGroup.Terminate(_process);
            using var grace = new CancellationTokenSource(_grace, _time);
            await WithinAsync(exited, grace.Token);
        }

        // What the command left behind goes with it: nobody would ever end it, and it holds the pipes.
        ProcessGroup.Kill(_process);
        await exited;
        drained.CancelAfter(DrainTime);
        await pumps;
        var reason = inTime ? CommandEndReason.Exited : _stop.IsCancellationRequested ? CommandEndReason.Stopped : CommandEndReason.TimedOut;
        var end = new CommandEnd(reason, _process.ExitCode, _time.GetElapsedTime(StartedAt));
        _process.Dispose();
        return end;
    }

    private async Task PumpAsync(Stream pipe, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await pipe.ReadAsync(buffer, cancel) is > 0 and var count)
            {
                Output.Append(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Something that left the group still holds the pipe: what it says is not waited for.
        }
    }

    private static async Task<bool> WithinAsync(Task task, CancellationToken cancel)
    {
        await task.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }
}

/// <summary>Why a command ended.</summary>
internal enum CommandEndReason
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>It was stopped.</summary>
    Stopped,
}

/// <summary>How a command ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ExitCode">128 and the signal's number when a signal ended it.</param>
/// <param name="Duration">How long it ran.</param>
internal sealed record CommandEnd(CommandEndReason Reason, int ExitCode, TimeSpan Duration);
