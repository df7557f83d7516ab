using Akka.Configuration;
using Akka.Util.Reflection;
using Akka.Util;

namespace Akka.Routing;

/// <summary>What a deployment's <c>router</c> key may say.</summary>
internal static class RouterTypes
{
    /// <summary>The router of a name, or of a type that takes a <see cref="Config"/>; null for <c>from-code</c>.</summary>
    /// <exception cref="ConfigurationException">It is neither.</exception>
    internal static RouterConfig? Create(string router, Config config) => router switch
    {
        "from-code" => null,
        "round-robin-pool" => new RoundRobinPool(config),
        "round-robin-group" => new RoundRobinGroup(config),
        "random-pool" => new RandomPool(config),
        "random-group" => new RandomGroup(config),
        "broadcast-pool" => new BroadcastPool(config),
        "broadcast-group" => new BroadcastGroup(config),
        "smallest-mailbox-pool" => new SmallestMailboxPool(config),
        "consistent-hashing-pool" => new ConsistentHashingPool(config),
        "consistent-hashing-group" => new ConsistentHashingGroup(config),
        "scatter-gather-pool" => new ScatterGatherFirstCompletedPool(config),
        "scatter-gather-group" => new ScatterGatherFirstCompletedGroup(config),
        "tail-chopping-pool" => new TailChoppingPool(config),
        "tail-chopping-group" => new TailChoppingGroup(config),
        _ => RuntimeType.Find(router) is { } type && RuntimeType.Construct(type, [[config]]) is RouterConfig custom
            ? custom
            : throw new ConfigurationException($"Cannot instantiate router [{router}], defined in the configuration: make sure it extends [Akka.Routing.RouterConfig] and has a constructor that takes a [Config]."),
    };
}
