using Npgsql;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.PostgreSql;

/// <summary>Commands that are stored all or none.</summary>
/// <param name="Commands">What to run, in order.</param>
/// <param name="Proof">
/// An event among them: it is in the table when, and only when, the transaction of this work was committed. Null for work without events, which may be run twice.
/// </param>
internal sealed record PostgreSqlWork(IReadOnlyList<NpgsqlBatchCommand> Commands, EventRow? Proof)
{
    /// <summary>Adds the commands to a batch, as copies: a command that has been in a batch that failed can be in no other.</summary>
    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var command in Commands)
        {
            var copy = new NpgsqlBatchCommand(command.CommandText);
            foreach (NpgsqlParameter parameter in command.Parameters) copy.Parameters.Add(parameter.Clone());
            batch.BatchCommands.Add(copy);
        }
    }
}
