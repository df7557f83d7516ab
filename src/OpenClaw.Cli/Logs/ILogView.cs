namespace OpenClaw.Cli.Logs;

/// <summary>How log lines are shown.</summary>
internal interface ILogView
{
    /// <summary>Tells which file is read; once, before the first line.</summary>
    void Begin(string file, long cursor, long size);

    void Show(LogLine line);

    /// <summary>Something about the log rather than in it.</summary>
    void Notice(string text);
}
