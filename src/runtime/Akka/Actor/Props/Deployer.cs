using Akka.Configuration;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>The deployments that <c>akka.actor.deployment</c> sets by path below /user; "*" stands for one element.</summary>
public sealed class Deployer
{
    private readonly List<(string[] Elements, Deploy Deploy)> _deployments = [];

    internal Deployer(Settings settings)
    {
        if (settings.Config.GetConfig("akka.actor.deployment") is not { } deployments) return;
        foreach (var (key, _) in deployments.AsEnumerable())
        {
            var path = key.Trim('"');
            if (!path.StartsWith('/') || settings.Config.GetConfig($"akka.actor.deployment.\"{path}\"") is not { } config) continue;
            var deploy = new Deploy(
                path,
                config.GetString("dispatcher") ?? "",
                config.GetString("mailbox") ?? "",
                config.GetInt("stash-capacity", Deploy.NoStashSize));
            if (config.GetString("router") is { Length: > 0 } router && RouterTypes.Create(router, config) is { } routerConfig) deploy = deploy.WithRouterConfig(routerConfig);
            _deployments.Add((path.Split('/', StringSplitOptions.RemoveEmptyEntries), deploy));
        }
    }

    /// <summary>The deployment for a path, or null.</summary>
    public Deploy? Lookup(ActorPath path)
    {
        if (_deployments.Count == 0) return null;
        var elements = path.Elements;
        if (elements.Count < 2 || elements[0] != "user") return null;
        foreach (var (pattern, deploy) in _deployments)
        {
            if (Matches(pattern, elements)) return deploy;
        }
        return null;
    }

    private static bool Matches(string[] pattern, IReadOnlyList<string> elements)
    {
        if (pattern.Length != elements.Count - 1) return false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != "*" && pattern[i] != elements[i + 1]) return false;
        }
        return true;
    }
}
