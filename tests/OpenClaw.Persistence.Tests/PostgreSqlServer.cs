using System.Diagnostics;

namespace OpenClaw.Persistence.Tests;

/// <summary>The throw-away server of <c>scripts/postgres</c>, started once a test run.</summary>
public sealed class PostgreSqlServer : IDisposable
{
    private static readonly string Script = FindScript();

    public PostgreSqlServer() => ConnectionString = Run("start").Trim();

    public string ConnectionString { get; }

    public void Dispose() => Run("stop");

    private static string Run(string verb)
    {
        using var process = Process.Start(new ProcessStartInfo(Script, verb) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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

[CollectionDefinition(nameof(PostgreSqlServer))]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>;
