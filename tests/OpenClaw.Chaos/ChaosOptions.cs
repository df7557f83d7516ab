using System.Globalization;

namespace OpenClaw.Chaos;

/// <summary>How the gateway is stopped.</summary>
internal enum StopMode
{
    /// <summary><c>kill -9</c>.</summary>
    Kill,

    /// <summary>SIGTERM.</summary>
    Term,

    /// <summary>One or the other, at random.</summary>
    Mixed,

    /// <summary>Not at all: its disk is filled up and emptied instead.</summary>
    FullDisk,

    /// <summary>Mostly not at all: its database server is killed, all processes at once, and started again.</summary>
    Server,
}

/// <summary>Where the gateway keeps its journal.</summary>
internal enum ChaosDatabase
{
    /// <summary>In a file.</summary>
    Sqlite,

    /// <summary>In a PostgreSQL server of its own.</summary>
    Postgres,
}

/// <summary>What a run of chaos does.</summary>
/// <param name="Executable">The gateway's executable.</param>
/// <param name="Rounds">Stops, or times that the disk is full.</param>
/// <param name="Mode">How it is stopped.</param>
/// <param name="Workers">Callers, each with a session of its own.</param>
/// <param name="Seed">Of all that is random here.</param>
/// <param name="State">Folder for the gateway's home; for a full disk the root of a small file system. Null for a temporary one.</param>
/// <param name="Database">Where its journal is.</param>
internal sealed record ChaosOptions(string Executable, int Rounds, StopMode Mode, int Workers, int Seed, string? State, ChaosDatabase Database)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An argument is unknown or no number.</exception>
    public static ChaosOptions Parse(string[] args)
    {
        var options = new ChaosOptions("artifacts/bin/OpenClaw.Cli/release/openclaw", 200, StopMode.Kill, 8, Random.Shared.Next(), null, ChaosDatabase.Sqlite);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--kills" or "--rounds" => options with { Rounds = Number(value) },
                "--mode" => options with { Mode = Enum.Parse<StopMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) },
                "--workers" => options with { Workers = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--executable" => options with { Executable = value },
                "--state" => options with { State = value },
                "--database" => options with { Database = Enum.Parse<ChaosDatabase>(value, ignoreCase: true) },
                _ => throw new FormatException($"unknown option {args[i]}"),
            };
        }

        return options.Mode == StopMode.Server ? options with { Database = ChaosDatabase.Postgres } : options;

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
