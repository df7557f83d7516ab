using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Creates and resolves references.</summary>
public interface IActorRefProvider
{
    IInternalActorRef RootGuardian { get; }
    LocalActorRef Guardian { get; }
    LocalActorRef SystemGuardian { get; }
    IActorRef DeadLetters { get; }

    /// <summary>Takes every message and does nothing with it.</summary>
    IActorRef IgnoreRef { get; }
    ActorPath RootPath { get; }
    Settings Settings { get; }
    Deployer Deployer { get; }
    IInternalActorRef TempContainer { get; }
    Address DefaultAddress { get; }

    /// <summary>Completes when the root guardian is gone.</summary>
    Task TerminationTask { get; }

    void Init(ActorSystemImpl system);
    ActorPath TempPath();
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);
    void UnregisterTempActor(ActorPath path);
    IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy? deploy, bool lookupDeploy, bool async);
    IActorRef ResolveActorRef(string path);
    IActorRef ResolveActorRef(ActorPath actorPath);
    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);
    Address? GetExternalAddressFor(Address address);
}
