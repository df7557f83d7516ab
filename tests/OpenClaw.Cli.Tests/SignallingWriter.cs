using System.Text;

namespace OpenClaw.Cli.Tests;

/// <summary>A text writer whose content can be awaited.</summary>
internal sealed class SignallingWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override string NewLine => "\n";

    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    /// <summary>Completes when the text has been written.</summary>
    public Task SeenAsync(string text)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((text, seen));
            Signal();
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public override void Write(char value) => Append(value.ToString());

    public override void Write(string? value) => Append(value ?? "");

    public override void Write(char[] buffer, int index, int count) => Append(new string(buffer, index, count));

    public override void WriteLine(string? value) => Append(value + NewLine);

    private void Append(string text)
    {
        lock (_gate)
        {
            _text.Append(text);
            Signal();
        }
    }

    private void Signal()
    {
        if (_waiting.Count == 0)
            return;
        var all = _text.ToString();
        foreach (var (_, seen) in _waiting.Where(wait => all.Contains(wait.Text, StringComparison.Ordinal)))
            seen.TrySetResult();
    }
}
