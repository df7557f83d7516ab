using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Streams.Actors;

/// <summary>Where publishing and subscribing actors leave their subscriptions while they are restarted.</summary>
internal sealed class StreamActorStates : IExtension
{
    private readonly ConcurrentDictionary<IActorRef, object> _states = new();

    internal static StreamActorStates Of(ActorSystem system) => Provider.Instance.Get(system);

    internal void Keep(IActorRef actor, object state) => _states[actor] = state;

    internal bool Has(IActorRef actor) => _states.ContainsKey(actor);

    internal T? Take<T>(IActorRef actor) where T : class => _states.TryRemove(actor, out var state) ? state as T : null;

    private sealed class Provider : ExtensionIdProvider<StreamActorStates>
    {
        internal static readonly Provider Instance = new();

        public override StreamActorStates CreateExtension(ExtendedActorSystem system) => new();
    }
}
