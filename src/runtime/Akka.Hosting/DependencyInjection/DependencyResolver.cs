using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.DependencyInjection;

/// <summary>Hands the application's services to an actor system that is created by hand; <c>AddAkka</c> does it by itself.</summary>
public class DependencyResolverSetup : Setup
{
    private DependencyResolverSetup(IDependencyResolver dependencyResolver) => DependencyResolver = dependencyResolver;

    /// <summary>What resolves the services.</summary>
    public IDependencyResolver DependencyResolver { get; }

    /// <summary>A setup over a service provider.</summary>
    public static DependencyResolverSetup Create(IServiceProvider provider) => new(new ServiceProviderDependencyResolver(provider));

    /// <summary>A setup over a resolver of one's own.</summary>
    public static DependencyResolverSetup Create(IDependencyResolver provider) => new(provider);
}

/// <summary>The services of an actor system, and props whose missing constructor arguments come from them.</summary>
public sealed class DependencyResolver : IExtension
{
    /// <summary>An extension over <paramref name="resolver"/>.</summary>
    public DependencyResolver(IDependencyResolver resolver) => Resolver = resolver;

    /// <summary>What resolves the services.</summary>
    public IDependencyResolver Resolver { get; }

    /// <summary>The resolver of a system.</summary>
    /// <exception cref="InvalidOperationException">The system was created without <see cref="DependencyResolverSetup"/>.</exception>
    public static DependencyResolver For(ActorSystem actorSystem)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        return actorSystem.WithExtension<DependencyResolver, DependencyResolverExtension>();
    }

    /// <summary>Props of <typeparamref name="T"/>; arguments that are not given come from the services, anew for each incarnation.</summary>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Resolver.Props<T>(args);

    /// <inheritdoc cref="Props{T}(object[])"/>
    public Props Props<T>()
        where T : ActorBase => Resolver.Props<T>();

    /// <inheritdoc cref="Props{T}(object[])"/>
    public Props Props(Type type) => Resolver.Props(type);

    /// <inheritdoc cref="Props{T}(object[])"/>
    public Props Props(Type type, params object[] args) => Resolver.Props(type, args);
}

/// <summary>Creates <see cref="DependencyResolver"/> from the system's setup.</summary>
public sealed class DependencyResolverExtension : ExtensionIdProvider<DependencyResolver>
{
    /// <inheritdoc/>
    public override DependencyResolver CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var setup = system.Settings.Setup.Get<DependencyResolverSetup>();
        return setup.HasValue
            ? new DependencyResolver(setup.Value.DependencyResolver)
            : throw new InvalidOperationException($"The actor system {system.Name} has no services; create it with {nameof(DependencyResolverSetup)}.");
    }
}
