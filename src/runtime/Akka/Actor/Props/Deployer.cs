using Akka.Configuration;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>The deployments that <c>akka.actor.deployment</c> sets by path below /user; "*" stands for one element.</summary>
public sealed class Deployer
{
    private volatile List<(string[] Elements, Deploy Deploy)> _deployments = [];

    private readonly Lock _writing = new();

    /// <summary>The deployments of a system's settings.</summary>
    public Deployer(Settings settings)
    {
        if (settings.Config.GetConfig("akka.actor.deployment") is not { } deployments) return;
        foreach (var (key, _) in deployments.AsEnumerable())
        {
            var path = key.Trim('"');
            if (!path.StartsWith('/') || settings.Config.GetConfig($"akka.actor.deployment.\"{path}\"") is not { } config) continue;
            SetDeploy(ParseConfig(path, config));
        }
    }

    /// <summary>The deployment that a section says; its keys are those of <c>akka.actor.deployment."/path"</c>.</summary>
    public Deploy ParseConfig(string key, Config config)
    {
        var routerConfig = config.GetString("router") is { Length: > 0 } router ? RouterTypes.Create(router, config) : null;
        return new Deploy(
            key, config, routerConfig ?? NoRouter.Instance, Deploy.NoScopeGiven, config.GetString("dispatcher") ?? "", config.GetString("mailbox") ?? "",
            config.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    /// <summary>Adds a deployment, or takes the place of the one of the same path.</summary>
    /// <exception cref="IllegalActorNameException">An element of the path cannot be a name.</exception>
    public void SetDeploy(Deploy deploy)
    {
        var elements = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var element in elements)
        {
            if (element is not ("*" or "**") && !ActorPath.IsValidPathElement(element))
                throw new IllegalActorNameException($"Illegal actor name [{element}] in deployment [{deploy.Path}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: ${new string(ActorPath.ValidSymbols)}.");
        }

        lock (_writing)
        {
            // A copy, so that who looks up needs no lock. What names its actor comes before what names many.
            var deployments = _deployments.Where(known => !known.Elements.SequenceEqual(elements)).Append((Elements: elements, Deploy: deploy))
                .OrderBy(static known => known.Elements.Count(static e => e.StartsWith('*'))).ToList();
            _deployments = deployments;
        }
    }

    /// <summary>The deployment of a path below /user, or null.</summary>
    public Deploy? Lookup(IEnumerable<string> path) => Find([.. path], 0);

    /// <summary>The deployment for a path, or null.</summary>
    public Deploy? Lookup(ActorPath path)
    {
        if (_deployments.Count == 0) return null;
        return path.Elements is ["user", _, ..] and var elements ? Find(elements, 1) : null;
    }

    private Deploy? Find(IReadOnlyList<string> elements, int from)
    {
        foreach (var (pattern, deploy) in _deployments)
        {
            if (Matches(pattern, elements, from)) return deploy;
        }
        return null;
    }

    private static bool Matches(string[] pattern, IReadOnlyList<string> elements, int from)
    {
        var open = pattern.Length > 0 && pattern[^1] == "**";
        if (open ? pattern.Length > elements.Count - from : pattern.Length != elements.Count - from) return false;
        for (var i = 0; i < pattern.Length - (open ? 1 : 0); i++)
        {
            if (pattern[i] != "*" && pattern[i] != elements[from + i]) return false;
        }
        return true;
    }
}
