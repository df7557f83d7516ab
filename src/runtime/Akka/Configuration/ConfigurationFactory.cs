using System.Reflection;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Where configurations come from: text, embedded resources and the runtime's own defaults.</summary>
public static class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(() => FromResource("Akka.Configuration.reference.conf", typeof(ConfigurationFactory).Assembly));

    /// <summary>A configuration without keys.</summary>
    public static Config Empty { get; } = new();

    /// <summary>Parses HOCON text.</summary>
    /// <exception cref="HoconParserException">The text is malformed; the message names line and column.</exception>
    public static Config ParseString(string hocon)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return new Config(HoconParser.Parse(hocon));
    }

    /// <summary>Parses HOCON text; <paramref name="includeCallback"/> gives what a name after <c>include</c> stands for.</summary>
    /// <exception cref="HoconParserException">The text is malformed; the message names line and column.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot?> includeCallback)
    {
        ArgumentNullException.ThrowIfNull(hocon);
        return new Config(HoconParser.Parse(hocon, includeCallback));
    }

    /// <summary>The configuration that surrounds the process. There is none here: no file is read that nobody named.</summary>
    public static Config Load() => Empty;

    /// <summary>The runtime's defaults: every key that it reads. Parsed once, on first use.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Parses the embedded resource <paramref name="resourceName"/> of the assembly of <typeparamref name="TAssembly"/>.</summary>
    /// <exception cref="ConfigurationException">There is no such resource.</exception>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses the embedded resource <paramref name="resourceName"/> of the assembly of <paramref name="instanceInAssembly"/>'s type.</summary>
    /// <exception cref="ConfigurationException">There is no such resource.</exception>
    public static Config FromResource(string resourceName, object instanceInAssembly)
    {
        ArgumentNullException.ThrowIfNull(instanceInAssembly);
        return FromResource(resourceName, instanceInAssembly as Assembly ?? (instanceInAssembly as Type ?? instanceInAssembly.GetType()).Assembly);
    }

    /// <summary>Parses the embedded resource <paramref name="resourceName"/> of <paramref name="assembly"/>.</summary>
    /// <exception cref="ConfigurationException">There is no such resource.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} has no embedded resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }
}
