using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OpenClaw.Chaos;

/// <summary>What the journal says in the end: the one witness that saw everything.</summary>
/// <param name="Accepted">How often each run was accepted.</param>
/// <param name="Ended">How often each run ended.</param>
/// <param name="Outcomes">Ends by kind.</param>
/// <param name="Reasons">Why runs failed.</param>
/// <param name="Resumed">Runs that were begun anew, in all.</param>
/// <param name="Interrupted">Tool calls that may or may not have been made, and of which the model was told so.</param>
/// <param name="Unanswered">Tool calls that have no answer, or more than one.</param>
internal sealed record Verdict(
    IReadOnlyDictionary<string, int> Accepted,
    IReadOnlyDictionary<string, int> Ended,
    IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyDictionary<string, int> Reasons,
    int Resumed,
    int Interrupted,
    IReadOnlyList<string> Unanswered)
{
    /// <summary>Reads the journal of a gateway that has stopped.</summary>
    public static Verdict Read(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var (interrupted, unanswered) = ReadCalls(connection);
        return new Verdict(
            Count(connection, "json_extract(payload, '$.run')", "session.run-accepted.v1"),
            Count(connection, "json_extract(payload, '$.run')", "session.run-ended.v1"),
            Count(connection, "json_extract(payload, '$.outcome.kind')", "session.run-ended.v1"),
            Count(connection, "coalesce(json_extract(payload, '$.outcome.message'), json_extract(payload, '$.outcome.kind'))", "session.run-ended.v1", "json_extract(payload, '$.outcome.kind') != 'completed'"),
            Count(connection, "manifest", "session.run-resumed.v1").Values.FirstOrDefault(),
            interrupted,
            unanswered);
    }

    private static (int Interrupted, List<string> Unanswered) ReadCalls(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(payload AS TEXT) FROM events WHERE manifest = 'session.message-appended.v1'";
        using var reader = command.ExecuteReader();
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        var interrupted = 0;
        while (reader.Read())
        {
            using var document = JsonDocument.Parse(reader.GetString(0));
            var message = document.RootElement.GetProperty("message");
            foreach (var part in message.GetProperty("content").EnumerateArray().Where(static part => part.GetProperty("type").GetString() == "toolCall"))
            {
                answers.TryAdd(part.GetProperty("id").GetString()!, 0);
            }

            if (message.TryGetProperty("toolCallId", out var call))
            {
                answers[call.GetString()!] = answers.GetValueOrDefault(call.GetString()!) + 1;
                interrupted += message.GetProperty("content").GetRawText().Contains("interrupted by a restart", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return (interrupted, [.. answers.Where(static answer => answer.Value != 1).Select(static answer => answer.Key)]);
    }

    private static Dictionary<string, int> Count(SqliteConnection connection, string what, string manifest, string when = "1")
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Text(what)}, COUNT(*) FROM events WHERE manifest = $manifest AND {Text(when)} GROUP BY 1";
        command.Parameters.AddWithValue("$manifest", manifest);
        using var reader = command.ExecuteReader();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return counts;
    }

    private static string Text(string expression) => expression.Replace("payload", "CAST(payload AS TEXT)", StringComparison.Ordinal);
}
