using System.Collections.Immutable;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>What a phase waits for, how long it may take, and whether its failure is survived.</summary>
internal sealed record Phase(ImmutableHashSet<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled = true)
{
    public bool Equals(Phase? other) =>
        other is not null && DependsOn.SetEquals(other.DependsOn) && Timeout == other.Timeout && Recover == other.Recover && Enabled == other.Enabled;

    public override int GetHashCode() => HashCode.Combine(DependsOn.Count, Timeout, Recover, Enabled);
}

public sealed partial class CoordinatedShutdown
{
    internal static Dictionary<string, Phase> PhasesFromConfig(Config config)
    {
        var timeout = config.GetTimeSpan("default-phase-timeout", TimeSpan.FromSeconds(5));
        var result = new Dictionary<string, Phase>();
        if (config.GetConfig("phases") is not { } phases) return result;
        foreach (var (name, _) in phases.AsEnumerable())
        {
            var key = name.Trim('"');
            var phase = phases.GetConfig(name) ?? ConfigurationFactory.Empty;
            result[key] = new Phase(
                [.. phase.GetStringList("depends-on")],
                phase.GetTimeSpan("timeout", timeout),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true));
        }
        return result;
    }

    /// <summary>Every phase after those it depends on; ties by name, so that the order is the same in every run.</summary>
    /// <exception cref="ArgumentException">The phases depend on each other in a circle.</exception>
    internal static List<string> TopologicalSort(IReadOnlyDictionary<string, Phase> phases)
    {
        var result = new List<string>();
        var unmarked = new SortedSet<string>(phases.Keys.Concat(phases.Values.SelectMany(p => p.DependsOn)), StringComparer.Ordinal);
        var marked = new HashSet<string>();

        void Visit(string name)
        {
            if (marked.Contains(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{name}] depends transitively on itself. All dependencies: {string.Join(", ", phases.Keys)}");
            if (!unmarked.Contains(name)) return;
            marked.Add(name);
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var dependency in phase.DependsOn.Order(StringComparer.Ordinal)) Visit(dependency);
            }
            unmarked.Remove(name);
            marked.Remove(name);
            result.Add(name);
        }

        while (unmarked.Count != 0) Visit(unmarked.Min!);
        return result;
    }
}
