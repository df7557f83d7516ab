using System.Diagnostics.CodeAnalysis;

namespace Akka.Configuration;

/// <summary>Conveniences for a configuration that may be missing altogether.</summary>
public static class ConfigExtensions
{
    /// <summary>Like <see cref="Config.WithFallback"/>, but either side may be null.</summary>
    public static Config SafeWithFallback(this Config? config, Config? fallback) =>
        config is null ? fallback ?? ConfigurationFactory.Empty : config.WithFallback(fallback);

    /// <summary>True for null and for a configuration without keys.</summary>
    public static bool IsNullOrEmpty([NotNullWhen(false)] this Config? config) => config is null || config.IsEmpty;
}
