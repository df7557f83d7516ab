using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;

namespace Akka.Persistence;

/// <summary>The breaker between a plug-in and its store: a store that hangs fails fast instead of filling memory.</summary>
internal static class PluginCircuitBreaker
{
    public static CircuitBreaker Create(IScheduler scheduler, Config? section)
    {
        var config = section ?? ConfigurationFactory.Empty;
        return CircuitBreaker.Create(
            scheduler,
            config.GetInt("max-failures", 10),
            config.GetTimeSpan("call-timeout", TimeSpan.FromSeconds(10)),
            config.GetTimeSpan("reset-timeout", TimeSpan.FromSeconds(30)));
    }
}
