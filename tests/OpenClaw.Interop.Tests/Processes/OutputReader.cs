using System.Diagnostics;

namespace OpenClaw.Interop.Tests.Processes;

/// <summary>The lines that a child process has written so far; a line to come can be awaited.</summary>
internal sealed class OutputReader
{
    /// <summary>For what must come; a machine under load gets ample time, a broken test still ends.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public OutputReader(StreamReader output) => _ = ReadAsync(output);

    /// <summary>Everything so far.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>The first line, from index <paramref name="from"/> on, for which the predicate holds, and its index.</summary>
    public async Task<(string Line, int Index)> WaitAsync(Func<string, bool> predicate, string what, int from = 0)
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            Task more;
            lock (_gate)
            {
                for (; from < _lines.Count; from++)
                {
                    if (predicate(_lines[from]))
                        return (_lines[from], from);
                }

                if (_ended)
                    throw new InvalidOperationException($"the process ended without {what}; it wrote:\n{string.Join('\n', _lines)}");
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(Patience - begun.Elapsed > TimeSpan.Zero ? Patience - begun.Elapsed : TimeSpan.Zero);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"no {what} within {Patience.TotalSeconds} s; so far:\n{Text}");
            }
        }
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            Add(line, ended: false);
        Add(null, ended: true);
    }

    private void Add(string? line, bool ended)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            if (line is not null)
                _lines.Add(line);
            _ended = ended;
            signal = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        signal.SetResult();
    }
}
