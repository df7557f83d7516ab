using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Services from a <see cref="IServiceProvider"/>.</summary>
public class ServiceProviderDependencyResolver(IServiceProvider serviceProvider) : IDependencyResolver
{
    /// <summary>Where the services come from.</summary>
    public IServiceProvider ServiceProvider { get; } = serviceProvider ?? throw new ArgumentNullException(nameof(serviceProvider));

    /// <inheritdoc/>
    public T? GetService<T>() => ServiceProvider.GetService<T>();

    /// <inheritdoc/>
    public object? GetService(Type type) => ServiceProvider.GetService(type);

    /// <inheritdoc/>
    public Props Props(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            throw new ArgumentException($"{type} is not an actor.", nameof(type));
        }

        return Actor.Props.CreateBy(new Producer(ServiceProvider, type, args));
    }

    /// <inheritdoc/>
    public Props Props(Type type) => Props(type, []);

    /// <inheritdoc/>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    private sealed class Producer(IServiceProvider services, Type actorType, object[] args) : IIndirectActorProducer
    {
        public Type ActorType => actorType;

        public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(services, actorType, args);

        public void Release(ActorBase actor) => (actor as IDisposable)?.Dispose();
    }
}
