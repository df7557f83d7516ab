using System.Text.Json;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Logs;

/// <summary>Reads the log piece by piece. The cursor is the gateway's byte offset and outlives a connection.</summary>
internal sealed class LogTail(ILogView view, int limit, int maxBytes)
{
    private long? _cursor;

    /// <summary>Whether anything has been read yet.</summary>
    public bool HasRead => _cursor is not null;

    public async Task ReadAsync(GatewayClient client, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build((Cursor: _cursor, Limit: limit, MaxBytes: maxBytes), static (writer, tail) =>
        {
            if (tail.Cursor is { } cursor)
                writer.WriteNumber("cursor", cursor);
            writer.WriteNumber("limit", tail.Limit);
            writer.WriteNumber("maxBytes", tail.MaxBytes);
        });
        var answer = await client.CallAsync("logs.tail", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
        Show(answer);
        _cursor = answer.Int64("cursor") ?? _cursor ?? 0;
    }

    private void Show(JsonElement answer)
    {
        if (!HasRead)
            view.Begin(answer.String("file") ?? "unknown file", answer.Int64("cursor") ?? 0, answer.Int64("size") ?? 0);
        if (answer.Boolean("reset") == true && HasRead)
            view.Notice("the log file was rotated; going on with the newest");
        if (answer.Boolean("truncated") == true)
            view.Notice("older lines are left out; raise --limit or --max-bytes to see them");
        foreach (var line in answer.Strings("lines"))
            view.Show(LogLine.Parse(line));
    }
}
