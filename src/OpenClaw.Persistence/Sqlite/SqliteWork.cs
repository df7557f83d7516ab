using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>One unit of writing; applied inside the transaction of its batch.</summary>
internal abstract record SqliteWork
{
    public abstract void Apply(SqliteStatements statements);

    public sealed record Append(IReadOnlyList<EventRow> Events, IReadOnlyList<IndexRow> Index) : SqliteWork
    {
        public override void Apply(SqliteStatements statements)
        {
            foreach (var row in Events) statements.InsertEvent(row);
            foreach (var row in Index) statements.ChangeIndex(row);
        }
    }

    public sealed record DeleteExpiredIndex(long NowMs) : SqliteWork
    {
        public override void Apply(SqliteStatements statements) => statements.DeleteExpiredIndex(NowMs);
    }

    public sealed record DeleteEvents(string PersistenceId, long ToSequenceNr) : SqliteWork
    {
        public override void Apply(SqliteStatements statements) => statements.DeleteEvents(PersistenceId, ToSequenceNr);
    }

    public sealed record SaveSnapshot(SnapshotRow Row) : SqliteWork
    {
        public override void Apply(SqliteStatements statements) => statements.UpsertSnapshot(Row);
    }

    public sealed record DeleteSnapshots(string PersistenceId, SnapshotBounds Bounds) : SqliteWork
    {
        public override void Apply(SqliteStatements statements) => statements.DeleteSnapshots(PersistenceId, Bounds);
    }
}
