using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>One unit of writing; applied inside the transaction of its batch.</summary>
internal abstract record SqliteWork
{
    public abstract void Apply(SqliteStatements statements);

    /// <summary>Whether it always writes: a deletion may find nothing, and then says nothing of the disk.</summary>
    public virtual bool TellsOfDisk => false;

    public sealed record Append(IReadOnlyList<EventRow> Events, IReadOnlyList<IndexRow> Index) : SqliteWork
    {
        public override bool TellsOfDisk => true;

        public override void Apply(SqliteStatements statements)
        {
            foreach (var row in Events) statements.InsertEvent(row);
            foreach (var row in Index) statements.ChangeIndex(row);
        }
    }

    /// <summary>Writes a row for the sake of writing, under an owner of its own; it expires at once.</summary>
    public sealed record Probe(long NowMs) : SqliteWork
    {
        public override bool TellsOfDisk => true;

        // As large as a few events, so that the last free page does not count as a disk that has room.
        public override void Apply(SqliteStatements statements) => statements.ChangeIndex(new IndexRow("probe", "probe", "probe", new byte[16 * 1024], NowMs));
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
        public override bool TellsOfDisk => true;

        public override void Apply(SqliteStatements statements) => statements.UpsertSnapshot(Row);
    }

    public sealed record DeleteSnapshots(string PersistenceId, SnapshotBounds Bounds) : SqliteWork
    {
        public override void Apply(SqliteStatements statements) => statements.DeleteSnapshots(PersistenceId, Bounds);
    }
}
