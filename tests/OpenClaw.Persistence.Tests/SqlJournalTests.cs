using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Microsoft.Data.Sqlite;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Pairing;
using OpenClaw.Domain.Sessions;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;

namespace OpenClaw.Persistence.Tests;

/// <summary>The journal as an actor sees it.</summary>
public sealed class SqlJournalTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openclaw-journal-").FullName;
    private SqlPersistence _journal = null!;
    private TestKit _kit = null!;

    public Task InitializeAsync()
    {
        _journal = SqlPersistence.Sqlite(Path.Combine(_folder, "journal.sqlite"), GatewayPayloads.Registry, TimeProvider.System);
        _kit = new TestKit(ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(SqlPersistence.PluginConfig.WithFallback("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.test.single-expect-default = 20s")), _journal));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _kit.Sys.Terminate();
        await _journal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _kit.Dispose();

    [Fact]
    public async Task What_an_actor_decides_in_one_go_is_stored_whole_or_not_at_all()
    {
        var writer = _kit.Sys.ActorOf(Props.Create(() => new Writer(_kit.TestActor)));
        _kit.ExpectMsg(0);
        _kit.Watch(writer);
        Execute("ALTER TABLE index_rows RENAME TO index_rows_away");
        writer.Tell("write");
        _kit.ExpectMsg("failed");
        _kit.ExpectTerminated(writer);
        Execute("ALTER TABLE index_rows_away RENAME TO index_rows");

        // The second event alone could have been stored.
        var again = _kit.Sys.ActorOf(Props.Create(() => new Writer(_kit.TestActor)));
        _kit.ExpectMsg(0);
        again.Tell("write");
        _kit.ExpectMsg("stored 1");
        _kit.ExpectMsg("stored 2");
        Assert.Single(await _journal.Index.ReadAllAsync<PendingAnswer>(PendingAnswer.Collection, DateTimeOffset.UnixEpoch));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "journal.sqlite")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Writes twice in answer to one command: an event with a row of the index, and one without.</summary>
    private sealed class Writer : ReceivePersistentActor
    {
        private readonly IActorRef _observer;
        private int _replayed;

        public Writer(IActorRef observer)
        {
            _observer = observer;
            Recover<DeviceRenamed>(_ => _replayed++);
            Recover<RecoveryCompleted>(_ => observer.Tell(_replayed));
            Command<string>(_ =>
            {
                var run = RunId.Parse("r");
                var row = new IndexChange(PendingAnswer.Collection, run.Value, new PendingAnswer(run, SessionKey.MainOf(AgentId.Main), "text"));
                Persist(new IndexedEvent(new DeviceRenamed("d", "first", DateTimeOffset.UnixEpoch), [row]), _ => observer.Tell("stored 1"));
                Persist(new DeviceRenamed("d", "second", DateTimeOffset.UnixEpoch), _ => observer.Tell("stored 2"));
            });
        }

        public override string PersistenceId => "writer";

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _observer.Tell("failed");
    }
}
