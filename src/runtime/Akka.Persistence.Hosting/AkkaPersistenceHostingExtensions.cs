using Akka.Hosting;

namespace Akka.Persistence.Hosting;

/// <summary>What the composition root says about journals and snapshot stores.</summary>
public static class AkkaPersistenceHostingExtensions
{
    /// <summary>Sets the event adapters of a journal that the configuration has.</summary>
    public static AkkaConfigurationBuilder WithJournal(this AkkaConfigurationBuilder builder, string journalId, Action<AkkaPersistenceJournalBuilder> journalBuilder)
    {
        ArgumentNullException.ThrowIfNull(journalBuilder);
        var adapters = new AkkaPersistenceJournalBuilder(journalId, builder);
        journalBuilder(adapters);
        adapters.Build();
        return builder;
    }

    /// <summary>Adds a journal.</summary>
    public static AkkaConfigurationBuilder WithJournal(this AkkaConfigurationBuilder builder, JournalOptions journalOptions) => builder.With(journalOptions);

    /// <summary>Adds a snapshot store.</summary>
    public static AkkaConfigurationBuilder WithSnapshot(this AkkaConfigurationBuilder builder, SnapshotOptions snapshotOptions) => builder.With(snapshotOptions);

    /// <summary>Adds both.</summary>
    public static AkkaConfigurationBuilder WithJournalAndSnapshot(this AkkaConfigurationBuilder builder, JournalOptions journalOptions, SnapshotOptions snapshotOptions) =>
        builder.WithJournal(journalOptions).WithSnapshot(snapshotOptions);

    /// <summary>Keeps events in memory.</summary>
    public static AkkaConfigurationBuilder WithInMemoryJournal(this AkkaConfigurationBuilder builder) => builder.WithInMemoryJournal(static _ => { });

    /// <summary>Keeps events in memory.</summary>
    public static AkkaConfigurationBuilder WithInMemoryJournal(
        this AkkaConfigurationBuilder builder, Action<AkkaPersistenceJournalBuilder> journalBuilder, string journalId = "inmem", bool isDefaultPlugin = true)
    {
        // The adapters last: what is put before stays below, and both are of one section.
        builder.AddMemory("journal", journalId, typeof(Journal.MemoryJournal), isDefaultPlugin);
        return builder.WithJournal(journalId, journalBuilder);
    }

    /// <summary>Keeps snapshots in memory.</summary>
    public static AkkaConfigurationBuilder WithInMemorySnapshotStore(this AkkaConfigurationBuilder builder, string snapshotStoreId = "inmem", bool isDefaultPlugin = true) =>
        builder.AddMemory("snapshot-store", snapshotStoreId, typeof(Snapshot.MemorySnapshotStore), isDefaultPlugin);

    private static AkkaConfigurationBuilder AddMemory(this AkkaConfigurationBuilder builder, string kind, string id, Type store, bool isDefault) => builder.AddHocon(
        $$"""
        akka.persistence.{{kind}} {
          {{(isDefault ? $"plugin = \"akka.persistence.{kind}.{id}\"" : "")}}
          {{id}} {
            class = "{{store.AssemblyQualifiedName}}"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }
        """,
        HoconAddMode.Prepend);

    private static AkkaConfigurationBuilder With(this AkkaConfigurationBuilder builder, PluginOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.AddHocon(options.ToConfig(), HoconAddMode.Prepend).AddHocon(options.DefaultConfig, HoconAddMode.Append);
    }
}
