using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>The well-known actors of a system by type key, so that services find them without paths. Thread-safe.</summary>
public class ActorRegistry : IActorRegistry, IExtension
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, IActorRef> _actors = [];
    private readonly Dictionary<Type, TaskCompletionSource<IActorRef>> _awaited = [];

    /// <summary>The registry of a system.</summary>
    public static ActorRegistry For(ActorSystem actorSystem)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        return actorSystem.WithExtension<ActorRegistry, ActorRegistryExtension>();
    }

    /// <inheritdoc/>
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        if (!TryRegister<TKey>(actor, overwrite))
        {
            throw new DuplicateActorRegistryException($"An actor is registered for {typeof(TKey)} already.");
        }
    }

    /// <inheritdoc/>
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) => TryRegister(typeof(TKey), actor, overwrite);

    /// <inheritdoc/>
    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(actor);
        TaskCompletionSource<IActorRef>? awaited;
        lock (_lock)
        {
            if (!overwrite && _actors.ContainsKey(key))
            {
                return false;
            }

            _actors[key] = actor;
            _awaited.Remove(key, out awaited);
        }

        awaited?.TrySetResult(actor);
        return true;
    }

    /// <inheritdoc/>
    public bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor) => TryGet(typeof(TKey), out actor);

    /// <inheritdoc/>
    public bool TryGet(Type key, [NotNullWhen(true)] out IActorRef? actor)
    {
        lock (_lock)
        {
            return _actors.TryGetValue(key, out actor);
        }
    }

    /// <inheritdoc/>
    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor is registered for {typeof(TKey)}.");

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        lock (_lock)
        {
            if (_actors.TryGetValue(key, out var actor))
            {
                return Task.FromResult(actor);
            }

            if (!_awaited.TryGetValue(key, out var awaited))
            {
                awaited = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited[key] = awaited;
            }

            return awaited.Task.WaitAsync(ct);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator()
    {
        List<KeyValuePair<Type, IActorRef>> snapshot;
        lock (_lock)
        {
            snapshot = [.. _actors];
        }

        return snapshot.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Creates <see cref="ActorRegistry"/>.</summary>
public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    /// <inheritdoc/>
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}
