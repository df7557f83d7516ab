using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Persistence.Journal;

/// <summary>
/// The adapters of one journal: <c>event-adapters { name = "Type" }</c> names them, <c>event-adapter-bindings { "EventType" = name }</c>
/// (or a list of names) says for which events. The most specific binding counts.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public class EventAdapters
{
    private readonly ConcurrentDictionary<Type, IEventAdapter> _byType = new();
    private readonly (Type Type, IEventAdapter Adapter)[] _bindings;

    private EventAdapters((Type Type, IEventAdapter Adapter)[] bindings) => _bindings = bindings;

    /// <summary>True when every event is stored as it is.</summary>
    internal bool IsIdentity => _bindings.Length == 0;

    /// <summary>Reads a journal's section.</summary>
    /// <exception cref="ArgumentException">A binding names an adapter that is not there.</exception>
    /// <exception cref="ConfigurationException">A type cannot be found.</exception>
    public static EventAdapters Create(ExtendedActorSystem system, Config config)
    {
        var adapters = new Dictionary<string, IEventAdapter>();
        foreach (var (name, type) in Entries(config, "event-adapters")) adapters[name] = Instantiate(type.GetString(), system);

        var bindings = new List<(Type, IEventAdapter)>();
        foreach (var (typeName, names) in Entries(config, "event-adapter-bindings"))
        {
            var bound = names.IsArray() ? names.GetStringList() : [names.GetString() ?? string.Empty];
            foreach (var name in bound)
            {
                if (!adapters.ContainsKey(name))
                    throw new ArgumentException($"{typeName} was bound to undefined event-adapter: {name} (bindings: [{string.Join(", ", bound)}], known adapters: {string.Join(", ", adapters.Keys)})");
            }

            var adapter = bound.Count == 1 ? adapters[bound[0]] : new CombinedReadEventAdapter(bound.Select(name => adapters[name]));
            bindings.Add((Akka.Util.Reflection.RuntimeType.Require(typeName, "event-adapter-bindings"), adapter));
        }

        return new EventAdapters(MostSpecificFirst(bindings));
    }

    /// <summary>The adapter of an event type; the identity when none is bound.</summary>
    public virtual IEventAdapter Get(Type type) => _byType.GetOrAdd(type, Find);

    /// <summary>The adapter of an event type; the identity when none is bound.</summary>
    public IEventAdapter Get<T>() => Get(typeof(T));

    private IEventAdapter Find(Type type)
    {
        foreach (var (bound, adapter) in _bindings)
        {
            if (bound.IsAssignableFrom(type)) return adapter;
        }

        return IdentityEventAdapter.Instance;
    }

    // A subtype stands before its supertypes; unrelated types keep the order in which they are written.
    private static (Type, IEventAdapter)[] MostSpecificFirst(List<(Type Type, IEventAdapter Adapter)> bindings)
    {
        var sorted = new List<(Type Type, IEventAdapter Adapter)>(bindings.Count);
        foreach (var binding in bindings)
        {
            var at = sorted.FindIndex(other => other.Type.IsAssignableFrom(binding.Type));
            sorted.Insert(at < 0 ? sorted.Count : at, binding);
        }

        return [.. sorted];
    }

    private static IEventAdapter Instantiate(string? typeName, ExtendedActorSystem system)
    {
        var type = Akka.Util.Reflection.RuntimeType.Require(typeName, "event-adapters");
        return Akka.Util.Reflection.RuntimeType.Construct(type, [system], []) switch
        {
            IEventAdapter both => both,
            IWriteEventAdapter write and IReadEventAdapter read => new Paired(write, read),
            IWriteEventAdapter write => new NoopReadEventAdapter(write),
            IReadEventAdapter read => new NoopWriteEventAdapter(read),
            _ => throw new ArgumentException($"{type} does not implement any EventAdapter interface!"),
        };
    }

    private static IEnumerable<(string Key, HoconValue Value)> Entries(Config config, string path)
    {
        if (!config.HasPath(path) || config.GetConfig(path) is not { IsEmpty: false } section) yield break;
        foreach (var (key, value) in section.AsEnumerable()) yield return (key, value);
    }

    private sealed class Paired(IWriteEventAdapter write, IReadEventAdapter read) : IEventAdapter
    {
        public string Manifest(object evt) => write.Manifest(evt);

        public object ToJournal(object evt) => write.ToJournal(evt);

        public IEventSequence FromJournal(object evt, string manifest) => read.FromJournal(evt, manifest);
    }
}
