using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Hosting;
using Akka.Persistence.Journal;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Contract.Tests;

/// <summary>Its test kit is its own first user: a host with an actor system a test.</summary>
public sealed class PersistenceHostingTests : Akka.Hosting.TestKit.TestKit
{
    [Fact]
    public async Task Events_pass_the_adapters_that_the_composition_root_named()
    {
        var actor = ActorRegistry.Get<Keeper>();
        actor.Tell("a", TestActor);
        await ExpectMsgAsync("a stored");
        Watch(actor);
        actor.Tell(PoisonPill.Instance);
        await ExpectTerminatedAsync(actor);
        Sys.ActorOf(Props.Create(() => new Keeper())).Tell("get", TestActor);
        await ExpectMsgAsync("A");
    }

    [Fact]
    public async Task Services_of_the_host_are_there()
    {
        Assert.Same(Sys, Host.Services.GetRequiredService<ActorSystem>());
        Assert.IsType<Reversing>(Sys.Serialization.FindSerializerForType(typeof(Text)));
        await Task.CompletedTask;
    }

    [Fact]
    public void Options_become_a_section()
    {
        var options = new SqlOptions(isDefault: true) { AutoInitialize = true, ConnectionString = "x" };
        var config = options.ToConfig().WithFallback(options.DefaultConfig);
        Assert.Equal("akka.persistence.journal.sql", options.PluginId);
        Assert.Equal("akka.persistence.journal.sql", config.GetString("akka.persistence.journal.plugin"));
        Assert.True(config.GetBoolean("akka.persistence.journal.sql.auto-initialize"));
        Assert.Equal("x", config.GetString("akka.persistence.journal.sql.connection-string"));
        Assert.Equal("Sql, Sql", config.GetString("akka.persistence.journal.sql.class"));
        Assert.False(new SqlOptions(isDefault: false).ToConfig().HasPath("akka.persistence.journal.plugin"));
    }

    protected override void ConfigureAkka(AkkaConfigurationBuilder builder, IServiceProvider provider) => builder
        .WithInMemoryJournal(journal => journal.AddWriteEventAdapter<Shouting>("shout", [typeof(string)]))
        .WithInMemorySnapshotStore()
        .WithCustomSerializer("reversing", [typeof(Text)], static system => new Reversing(system))
        .ConfigureLoggers(static loggers =>
        {
            loggers.LogLevel = Akka.Event.LogLevel.ErrorLevel;
            loggers.WithLogFilter(static filters => filters.ExcludeSourceContaining("nothing")).WithDefaultLogMessageFormatter<Akka.Event.DefaultLogMessageFormatter>();
        })
        .WithActors(static (system, registry) => registry.Register<Keeper>(system.ActorOf(Props.Create(() => new Keeper()))));

    private sealed record Text(string Value);

    private sealed class Reversing(ExtendedActorSystem system) : Serializer(system)
    {
        public override int Identifier => 9002;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type? type) => new Text("");
    }

    private sealed class SqlOptions(bool isDefault) : JournalOptions(isDefault)
    {
        public string ConnectionString { get; set; } = "";

        public override string Identifier { get; set; } = "sql";

        protected override Config InternalDefaultConfig => ConfigurationFactory.ParseString("class = \"Sql, Sql\", more { deep = 1 }");

        protected override System.Text.StringBuilder Build(System.Text.StringBuilder sb)
        {
            sb.Append("connection-string = \"").Append(ConnectionString).AppendLine("\"");
            return base.Build(sb);
        }
    }

    private sealed class Shouting : IWriteEventAdapter
    {
        public string Manifest(object evt) => "";

        public object ToJournal(object evt) => ((string)evt).ToUpperInvariant();
    }

    private sealed class Keeper : ReceivePersistentActor
    {
        private string _last = "";

        public Keeper()
        {
            Recover<string>(text => _last = text);
            Command<string>(static text => text == "get", _ => Sender.Tell(_last));
            Command<string>(text => Persist(text, stored => Sender.Tell(stored + " stored")));
        }

        public override string PersistenceId => "keeper";
    }
}
