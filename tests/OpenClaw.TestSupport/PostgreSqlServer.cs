using System.Diagnostics;

namespace OpenClaw.TestSupport;

/// <summary>A throw-away PostgreSQL server of <c>scripts/postgres</c>.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private static readonly string Script = FindScript();

    private readonly string? _home;

    /// <summary>Starts the server that tests share.</summary>
    public PostgreSqlServer()
        : this(null)
    {
    }

    private PostgreSqlServer(string? home)
    {
        _home = home;
        ConnectionString = Start();
    }

    public string ConnectionString { get; }

    /// <summary>Starts a server of its own, for who will end it the hard way.</summary>
    /// <param name="home">Folder for it, deleted with it; null for a temporary one.</param>
    public static PostgreSqlServer StartOwn(string? home = null) => new(home ?? Path.Combine(Path.GetTempPath(), $"openclaw-pg-{Guid.NewGuid():N}"[..24]));

    /// <summary>Starts it, also after <see cref="Kill"/>; gives its connection string.</summary>
    public string Start() => Run("start").Trim();

    /// <summary>Ends all its processes at once, as <c>kill -9</c> does; its data stay.</summary>
    public void Kill() => Run("kill");

    public void Dispose() => Run("stop");

    private string Run(string verb)
    {
        var start = new ProcessStartInfo(Script, verb) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (_home is not null) start.Environment["OPENCLAW_TEST_POSTGRES_HOME"] = _home;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Script} {verb}: {errors.Result}");
    }

    private static string FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "scripts", "postgres");
            if (File.Exists(script)) return script;
        }

        throw new InvalidOperationException("scripts/postgres not found");
    }
}
