using Microsoft.Extensions.Logging;
using OpenClaw.Configuration;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Composition;

/// <summary>The configuration as of now: looks at its files' dates when it is asked, and reads them again when one has changed. Thread safe.</summary>
/// <remarks>
/// This is what makes a changed secret count at once. What cannot change in a running gateway (port, addresses) keeps the value of the start. A file
/// that could not start a gateway changes nothing and is reported; the next change is looked at again.
/// </remarks>
internal sealed partial class LiveConfiguration
{
    /// <summary>How long an answer may be reused: a request costs no system call then, and nobody can tell the order of two things so close together.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(20);

    /// <summary>A file younger than this may change again without a change of its date, whose resolution is some milliseconds.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private readonly Func<LoadedConfiguration> _load;
    private readonly bool _allowUnconfigured;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _lock = new();
    private volatile LoadedConfiguration _current;
    private long _lookedAt;
    private Stamp _stamp;
    private int _tokenHash;

    /// <summary>Starts from what is running.</summary>
    /// <param name="running">The configuration that the gateway started with.</param>
    /// <param name="load">Loads it anew, with the same flags and environment.</param>
    /// <param name="loadedAt">When loading began: files changed since are read again.</param>
    /// <param name="allowUnconfigured">As at the start.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where refused changes are reported.</param>
    public LiveConfiguration(
        LoadedConfiguration running, Func<LoadedConfiguration> load, DateTimeOffset loadedAt, bool allowUnconfigured, TimeProvider time, ILogger log)
    {
        _current = running;
        _load = load;
        _allowUnconfigured = allowUnconfigured;
        _time = time;
        _log = log;
        _lookedAt = time.GetTimestamp();
        _stamp = Stamp.Of(running, loadedAt).OrUnknown;
        _tokenHash = HashOf(running.Paths.GeneratedTokenFile);
    }

    /// <summary>The configuration; the same object until it changes.</summary>
    public LoadedConfiguration Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Freshness)
            {
                return _current;
            }

            lock (_lock)
            {
                if (_time.GetElapsedTime(_lookedAt) >= Freshness)
                {
                    Look();
                    Volatile.Write(ref _lookedAt, _time.GetTimestamp());
                }

                return _current;
            }
        }
    }

    /// <summary>Looks now, however fresh the last answer is: somebody knows that the file has changed.</summary>
    public void LookAgain()
    {
        lock (_lock)
        {
            _stamp = default;
            Look();
            Volatile.Write(ref _lookedAt, _time.GetTimestamp());
        }
    }

    private void Look()
    {
        var stamp = Stamp.Of(_current, _time.GetUtcNow());
        if (stamp.IsSettled && stamp == _stamp)
        {
            return;
        }

        // The date says that something may have changed; only the content says that it has.
        if (_current.Files.Any(static file => HashOf(file.Path) != file.ContentHash) || HashOf(_current.Paths.GeneratedTokenFile) != _tokenHash)
        {
            Reload();
        }

        _stamp = stamp.OrUnknown;
    }

    private void Reload()
    {
        _tokenHash = HashOf(_current.Paths.GeneratedTokenFile);
        var loaded = _load();
        var running = _current.Value.Gateway;
        loaded = loaded with
        {
            Value = loaded.Value with
            {
                Gateway = loaded.Value.Gateway with { Port = running.Port, Bind = running.Bind, CustomBindHost = running.CustomBindHost },
            },
        };
        var problems = StartChecks.Problems(loaded, _allowUnconfigured);
        if (problems.Count > 0)
        {
            foreach (var problem in problems)
            {
                LogRefused(_log, problem);
            }

            // The files to look at are the new ones; what counts are the old values.
            _current = _current with { Files = loaded.Files, Refused = new RefusedConfiguration(loaded, [.. problems]) };
            return;
        }

        try
        {
            _current = StartChecks.NeedsGeneratedToken(loaded, _allowUnconfigured) ? GeneratedToken.Add(loaded) : loaded;
        }
        catch (Exception surroundings) when (surroundings is IOException or UnauthorizedAccessException)
        {
            // Whoever asks for the configuration must get one: it is asked for with every handshake.
            var problem = $"the token that it needs cannot be kept: {surroundings.Message}";
            LogRefused(_log, problem);
            _current = _current with { Files = loaded.Files, Refused = new RefusedConfiguration(loaded, [problem]) };
            return;
        }

        LogReloaded(_log);
    }

    [LoggerMessage(EventId = 5030, Level = LogLevel.Information, Message = "configuration read again")]
    private static partial void LogReloaded(ILogger log);

    [LoggerMessage(EventId = 5031, Level = LogLevel.Error, Message = "the changed configuration is not used, the one before stays in force: {Problem}")]
    private static partial void LogRefused(ILogger log, string problem);

    private static int HashOf(string path)
    {
        try
        {
            return ConfigurationFile.HashOf(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Absent or unreadable; loading says what is wrong with it.
            return 0;
        }
    }

    /// <summary>What a change of the files would change.</summary>
    /// <param name="Dates">Their dates, folded into one number, so that one file's change shows beside another's later date.</param>
    /// <param name="Length">Their lengths in all.</param>
    /// <param name="IsSettled">Whether no file is so young that it could change and keep its date.</param>
    private readonly record struct Stamp(long Dates, long Length, bool IsSettled)
    {
        /// <summary>This, or, while a file may change without showing it, what equals no other: then the content is compared the next time again.</summary>
        public Stamp OrUnknown => IsSettled ? this : default;

        public static Stamp Of(LoadedConfiguration configuration, DateTimeOffset now)
        {
            var stamp = new Stamp(0, 0, true);
            foreach (var file in configuration.Files)
            {
                stamp = stamp.With(file.Path, now);
            }

            return stamp.With(configuration.Paths.GeneratedTokenFile, now);
        }

        private Stamp With(string path, DateTimeOffset now)
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return this with { Dates = unchecked(Dates * 31) };
            }

            var written = Math.Max(file.LastWriteTimeUtc.Ticks, file.CreationTimeUtc.Ticks);
            return new Stamp(unchecked((Dates * 31) + written), Length + file.Length, IsSettled && now.UtcTicks - written > Settled.Ticks);
        }

        public bool Equals(Stamp other) => Dates == other.Dates && Length == other.Length;

        public override int GetHashCode() => HashCode.Combine(Dates, Length);
    }
}
