using Akka.Configuration;

namespace Akka.Persistence;

/// <summary>Defaults of <c>akka.persistence</c>; what a system's configuration does not say comes from here.</summary>
internal static class PersistenceDefaults
{
    private static readonly Lazy<Config> Parsed = new(() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.reference.conf"));

    public static Config Config => Parsed.Value;
}
