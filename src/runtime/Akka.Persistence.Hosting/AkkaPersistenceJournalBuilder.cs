using System.Text;
using Akka.Hosting;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Hosting;

/// <summary>The event adapters of one journal.</summary>
public sealed class AkkaPersistenceJournalBuilder(string journalId, AkkaConfigurationBuilder builder)
{
    private readonly Dictionary<Type, HashSet<string>> _bindings = [];
    private readonly Dictionary<string, Type> _adapters = [];

    /// <summary>The journal's name below <c>akka.persistence.journal</c>.</summary>
    public string JournalId { get; } = journalId;

    /// <summary>What the adapters become part of.</summary>
    public AkkaConfigurationBuilder Builder { get; } = builder;

    /// <summary>Uses an adapter for events of these types, written and read.</summary>
    public AkkaPersistenceJournalBuilder AddEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes)
        where TAdapter : IEventAdapter => Add(eventAdapterName, typeof(TAdapter), boundTypes);

    /// <summary>Uses an adapter for events of these types that are read.</summary>
    public AkkaPersistenceJournalBuilder AddReadEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes)
        where TAdapter : IReadEventAdapter => Add(eventAdapterName, typeof(TAdapter), boundTypes);

    /// <summary>Uses an adapter for events of these types that are written.</summary>
    public AkkaPersistenceJournalBuilder AddWriteEventAdapter<TAdapter>(string eventAdapterName, IEnumerable<Type> boundTypes)
        where TAdapter : IWriteEventAdapter => Add(eventAdapterName, typeof(TAdapter), boundTypes);

    /// <summary>Makes the adapters part of the configuration.</summary>
    internal void Build()
    {
        if (_adapters.Count == 0) return;
        var hocon = new StringBuilder();
        AppendAdapters(hocon);
        Builder.AddHocon($"akka.persistence.journal.{JournalId} {{ {hocon} }}", HoconAddMode.Prepend);
    }

    /// <summary>The two blocks that a journal's section has for its adapters.</summary>
    internal void AppendAdapters(StringBuilder hocon)
    {
        if (_adapters.Count == 0) return;
        hocon.AppendLine("event-adapters {");
        foreach (var (name, type) in _adapters) hocon.Append(name).Append(" = \"").Append(type.AssemblyQualifiedName).AppendLine("\"");
        hocon.AppendLine("}").AppendLine("event-adapter-bindings {");
        foreach (var (type, names) in _bindings) hocon.Append('"').Append(type.AssemblyQualifiedName).Append("\" = [").AppendJoin(", ", names).AppendLine("]");
        hocon.AppendLine("}");
    }

    private AkkaPersistenceJournalBuilder Add(string name, Type adapter, IEnumerable<Type> boundTypes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(boundTypes);
        _adapters[name] = adapter;
        foreach (var type in boundTypes)
        {
            if (!_bindings.TryGetValue(type, out var names)) _bindings[type] = names = [];
            names.Add(name);
        }

        return this;
    }
}
