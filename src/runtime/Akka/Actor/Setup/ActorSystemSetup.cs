using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor.Setup;

/// <summary>A programmatic setting of a system; one per type.</summary>
public abstract class Setup
{
    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}

/// <summary>The settings that a system is created with.</summary>
public sealed class ActorSystemSetup
{
    public static readonly ActorSystemSetup Empty = new(ImmutableDictionary<Type, Setup>.Empty);

    private readonly ImmutableDictionary<Type, Setup> _setups;

    private ActorSystemSetup(ImmutableDictionary<Type, Setup> setups) => _setups = setups;

    public static ActorSystemSetup Create(params Setup[] setups)
    {
        var result = Empty;
        foreach (var setup in setups) result = result.WithSetup(setup);
        return result;
    }

    public Option<T> Get<T>() where T : Setup =>
        _setups.TryGetValue(typeof(T), out var setup) ? Option<T>.Create((T)setup) : Option<T>.None;

    /// <summary>Adds or replaces.</summary>
    public ActorSystemSetup WithSetup<T>(T setup) where T : Setup => new(_setups.SetItem(setup.GetType(), setup));
    public ActorSystemSetup And<T>(T setup) where T : Setup => WithSetup(setup);

    public override string ToString() => $"ActorSystemSetup({string.Join(",", _setups.Keys.Select(t => t.FullName))})";
}
