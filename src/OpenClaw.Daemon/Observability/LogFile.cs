using System.Globalization;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace OpenClaw.Daemon.Observability;

/// <summary>The log file: one a day (<c>openclaw-YYYY-MM-DD.log</c>, the host's date), or the one that the user named.</summary>
/// <remarks>
/// Serilog's own rolling file names its files differently, and the names are known to people and to <c>logs.tail</c>. A line
/// is written whole and at once, so that it is on disk when it can be seen elsewhere; other gateways may write to the same file. A failure to write costs lines,
/// not work. A file that somebody moves away or deletes is begun anew within a second.
/// </remarks>
internal sealed class LogFile : ILogEventSink, IDisposable
{
    /// <summary>A file of this size is set aside as <c>….1.log</c>; five of them are kept.</summary>
    private const long MaxBytes = 100 * 1024 * 1024;

    private const int Archives = 5;

    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);

    // Long enough to cost nothing, short enough that nobody misses the lines between.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LogLine _line;
    private readonly string? _folder;
    private readonly TimeProvider _time;
    private readonly MemoryStream _buffer = new();
    private AppendingFile? _file;
    private DateOnly _day;
    private long _lookedAt;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="fixedFile">The one file to use, or null for a file a day.</param>
    /// <param name="folder">Where the files of the days are.</param>
    /// <param name="line">Formats the lines.</param>
    /// <param name="time">Says which day it is.</param>
    public LogFile(string? fixedFile, string folder, LogLine line, TimeProvider time)
    {
        _folder = fixedFile is null ? folder : null;
        _line = line;
        _time = time;
        CurrentPath = fixedFile ?? PathOf(Today);
    }

    /// <summary>The file that is written to now.</summary>
    public string CurrentPath { get; private set; }

    private DateOnly Today => DateOnly.FromDateTime(_time.GetLocalNow().DateTime);

    /// <inheritdoc />
    public void Emit(LogEvent logEvent)
    {
        lock (_lock)
        {
            try
            {
                _buffer.SetLength(0);
                _line.Write(logEvent, _buffer);
                Open().Write(_buffer.GetBuffer().AsSpan(0, (int)_buffer.Length));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                SelfLog.WriteLine("log file {0}: {1}", CurrentPath, exception.Message);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private AppendingFile Open()
    {
        var today = Today;
        var full = _file is { Length: >= MaxBytes };
        if (_file is not null && !full && (_folder is null || today == _day) && !WasMoved(_file))
        {
            return _file;
        }

        _file?.Dispose();
        _file = null;
        if (full)
        {
            Tidy(() => SetAside(CurrentPath));
        }

        if (_folder is not null)
        {
            _day = today;
            CurrentPath = PathOf(today);
            Tidy(() => Prune(_folder));
        }

        if (Path.GetDirectoryName(CurrentPath) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        _lookedAt = _time.GetTimestamp();
        return _file = new AppendingFile(CurrentPath);
    }

    /// <summary>Whether somebody moved the file away or deleted it; asked once in a while.</summary>
    private bool WasMoved(AppendingFile file)
    {
        if (_time.GetElapsedTime(_lookedAt) < LookEvery)
        {
            return false;
        }

        _lookedAt = _time.GetTimestamp();
        return file.IsElsewhere;
    }

    private string PathOf(DateOnly day) => Path.Combine(_folder!, string.Create(CultureInfo.InvariantCulture, $"openclaw-{day:yyyy-MM-dd}.log"));

    private static void SetAside(string path)
    {
        string Archive(int number) => Path.ChangeExtension(path, $".{number.ToString(CultureInfo.InvariantCulture)}.log");
        for (var number = Archives - 1; number >= 1; number--)
        {
            if (File.Exists(Archive(number)))
            {
                File.Move(Archive(number), Archive(number + 1), overwrite: true);
            }
        }

        File.Move(path, Archive(1), overwrite: true);
    }

    private void Prune(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var oldest = _time.GetUtcNow() - KeepFor;
        foreach (var file in Directory.EnumerateFiles(folder, "openclaw-*.log"))
        {
            if (File.GetLastWriteTimeUtc(file) < oldest.UtcDateTime)
            {
                // The folder is shared, so a file may be someone else's.
                Tidy(() => File.Delete(file));
            }
        }
    }

    /// <summary>What old files get in the way of must not cost the lines of today.</summary>
    private static void Tidy(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SelfLog.WriteLine("old log files: {0}", exception.Message);
        }
    }
}
