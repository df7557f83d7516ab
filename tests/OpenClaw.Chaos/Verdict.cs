using Microsoft.Data.Sqlite;

namespace OpenClaw.Chaos;

/// <summary>What the journal says in the end: the one witness that saw everything.</summary>
/// <param name="Accepted">How often each run was accepted.</param>
/// <param name="Ended">How often each run ended.</param>
/// <param name="Outcomes">Ends by kind.</param>
/// <param name="Resumed">Runs that were begun anew, in all.</param>
internal sealed record Verdict(IReadOnlyDictionary<string, int> Accepted, IReadOnlyDictionary<string, int> Ended, IReadOnlyDictionary<string, int> Outcomes, int Resumed)
{
    /// <summary>Reads the journal of a gateway that has stopped.</summary>
    public static Verdict Read(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return new Verdict(
            Count(connection, "json_extract(payload, '$.run')", "session.run-accepted.v1"),
            Count(connection, "json_extract(payload, '$.run')", "session.run-ended.v1"),
            Count(connection, "json_extract(payload, '$.outcome.kind')", "session.run-ended.v1"),
            Count(connection, "manifest", "session.run-resumed.v1").Values.FirstOrDefault());
    }

    private static Dictionary<string, int> Count(SqliteConnection connection, string what, string manifest)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {what.Replace("payload", "CAST(payload AS TEXT)", StringComparison.Ordinal)}, COUNT(*) FROM events WHERE manifest = $manifest GROUP BY 1";
        command.Parameters.AddWithValue("$manifest", manifest);
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return counts;
    }
}
