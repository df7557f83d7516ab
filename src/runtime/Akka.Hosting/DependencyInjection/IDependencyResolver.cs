using Akka.Actor;

namespace Akka.DependencyInjection;

/// <summary>Services for actors.</summary>
public interface IDependencyResolver
{
    /// <summary>A service, or null when it is not registered.</summary>
    T? GetService<T>();

    /// <summary>A service, or null when it is not registered.</summary>
    object? GetService(Type type);

    /// <summary>Props whose missing constructor arguments come from the services.</summary>
    Props Props(Type type, params object[] args);

    /// <summary>Props whose constructor arguments come from the services.</summary>
    Props Props(Type type);

    /// <summary>Props whose missing constructor arguments come from the services.</summary>
    Props Props<T>(params object[] args)
        where T : ActorBase;
}
