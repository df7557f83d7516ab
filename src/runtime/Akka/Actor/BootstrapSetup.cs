using Akka.Configuration;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Configuration and provider of a system.</summary>
public class BootstrapSetup : Setup.Setup
{
    internal BootstrapSetup() : this(Option<Config>.None, Option<ProviderSelection>.None) { }

    internal BootstrapSetup(Option<Config> config, Option<ProviderSelection> actorRefProvider)
    {
        Config = config;
        ActorRefProvider = actorRefProvider;
    }

    public Option<Config> Config { get; }
    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new();
    public BootstrapSetup WithConfig(Config config) => new(Option<Config>.Create(config), ActorRefProvider);
    public BootstrapSetup WithConfigFallback(Config config) => new(Option<Config>.Create(Config.HasValue ? Config.Value.WithFallback(config) : config), ActorRefProvider);
    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, Option<ProviderSelection>.Create(name));
}

/// <summary>Which provider of references a system uses. This runtime knows the local one.</summary>
public abstract class ProviderSelection
{
    private protected ProviderSelection(string identifier, string fqn)
    {
        Identifier = identifier;
        Fqn = fqn;
    }

    internal string Identifier { get; }
    internal string Fqn { get; }

    public sealed class Local : ProviderSelection
    {
        private Local() : base("local", typeof(LocalActorRefProvider).FullName!) { }
        public static Local Instance { get; } = new();
    }
}
