using System.Text;

namespace OpenClaw.Daemon.Tests.Support;

/// <summary>The console of a gateway under test: keeps what is written, and lets a test wait for a line.</summary>
internal sealed class LineSignal : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Part, TaskCompletionSource<string> Found)> _waiting = [];
    private int _lineStart;
    private int _searched;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
        {
            _text.Append(value);
            if (value == '\n')
            {
                OnLine();
            }
        }
    }

    public override void Write(string? value)
    {
        foreach (var character in value ?? "")
        {
            Write(character);
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    /// <summary>The first line with this in it among those that nobody waited for yet.</summary>
    public Task<string> LineAsync(string part)
    {
        lock (_lock)
        {
            var text = _text.ToString(_searched, _lineStart - _searched);
            var at = text.IndexOf(part, StringComparison.Ordinal);
            if (at >= 0)
            {
                var end = text.IndexOf('\n', at);
                _searched += end + 1;
                return Task.FromResult(text[..end]);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((part, found));
            return found.Task.WaitAsync(Patience);
        }
    }

    private void OnLine()
    {
        var line = _text.ToString(_lineStart, _text.Length - _lineStart);
        _lineStart = _text.Length;
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (line.Contains(_waiting[i].Part, StringComparison.Ordinal))
            {
                _searched = _lineStart;
                _waiting[i].Found.TrySetResult(line);
                _waiting.RemoveAt(i);
            }
        }
    }
}
