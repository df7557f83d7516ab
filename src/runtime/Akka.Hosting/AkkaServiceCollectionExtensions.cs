using Akka.Actor;
using Akka.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Hosting;

/// <summary>Adds an actor system to an application.</summary>
public static class AkkaServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ActorSystem"/>, <see cref="ActorRegistry"/>, <see cref="IRequiredActor{TActor}"/> and the service that starts and stops them.</summary>
    public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder) =>
        services.AddAkka<AkkaHostedService>(actorSystemName, (configuration, _) => builder(configuration));

    /// <summary>As <see cref="AddAkka(IServiceCollection, string, Action{AkkaConfigurationBuilder})"/>; the builder may use services, and runs when the system is first asked for.</summary>
    public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder) =>
        services.AddAkka<AkkaHostedService>(actorSystemName, builder);

    /// <summary>As <see cref="AddAkka(IServiceCollection, string, Action{AkkaConfigurationBuilder})"/>, with a hosted service of one's own.</summary>
    public static IServiceCollection AddAkka<T>(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder)
        where T : AkkaHostedService => services.AddAkka<T>(actorSystemName, (configuration, _) => builder(configuration));

    /// <summary>As <see cref="AddAkka(IServiceCollection, string, Action{AkkaConfigurationBuilder, IServiceProvider})"/>, with a hosted service of one's own.</summary>
    public static IServiceCollection AddAkka<T>(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder)
        where T : AkkaHostedService
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(actorSystemName);
        ArgumentNullException.ThrowIfNull(builder);
        services.AddSingleton(provider =>
        {
            var configuration = new AkkaConfigurationBuilder(services, actorSystemName);
            builder(configuration, provider);
            return configuration;
        });
        services.AddSingleton(static provider => provider.GetRequiredService<AkkaConfigurationBuilder>().Build(provider));
        services.AddSingleton(static provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.AddSingleton<IActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.AddSingleton<IReadOnlyActorRegistry>(static provider => provider.GetRequiredService<ActorRegistry>());
        services.AddSingleton<IDependencyResolver>(static provider => DependencyResolver.For(provider.GetRequiredService<ActorSystem>()).Resolver);
        services.AddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddSingleton<T>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<T>());
        return services;
    }
}
