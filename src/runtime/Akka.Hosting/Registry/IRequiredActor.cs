using Akka.Actor;

namespace Akka.Hosting;

/// <summary>A well-known actor as a service: ask for <c>IRequiredActor&lt;TActor&gt;</c> in a constructor.</summary>
/// <typeparam name="TActor">The key under which the actor is registered, by custom its type.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The reference.</summary>
    /// <exception cref="MissingActorRegistryEntryException">The actor is not registered yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The reference, as soon as the actor is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

/// <summary>Looks the actor up in the registry, once.</summary>
/// <typeparam name="TActor">The key of the actor.</typeparam>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _actorRef;

    /// <inheritdoc/>
    public IActorRef ActorRef => _actorRef ??= registry.Get<TActor>();

    /// <inheritdoc/>
    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actorRef ??= await registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);
}
