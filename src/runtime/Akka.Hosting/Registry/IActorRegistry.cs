using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>References by type key, to read.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>Gives the reference of <typeparamref name="TKey"/>, if registered.</summary>
    bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor);

    /// <summary>Gives the reference of <paramref name="key"/>, if registered.</summary>
    bool TryGet(Type key, [NotNullWhen(true)] out IActorRef? actor);

    /// <summary>The reference of <typeparamref name="TKey"/>.</summary>
    /// <exception cref="MissingActorRegistryEntryException">It is not registered.</exception>
    IActorRef Get<TKey>();

    /// <summary>The reference of <typeparamref name="TKey"/>, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>The reference of <paramref name="key"/>, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}

/// <summary>References by type key. Thread-safe.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers a reference.</summary>
    /// <exception cref="DuplicateActorRegistryException">The key is taken and <paramref name="overwrite"/> is false.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers a reference; false when the key is taken and <paramref name="overwrite"/> is false.</summary>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers a reference; false when the key is taken and <paramref name="overwrite"/> is false.</summary>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
