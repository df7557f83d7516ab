using System.Collections.Immutable;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration;

/// <summary>What loading gave: the effective values, where they came from, and everything that was wrong.</summary>
public sealed record LoadedConfiguration
{
    /// <summary>The effective configuration: flag over environment over file over default.</summary>
    public required GatewayConfiguration Value { get; init; }

    /// <summary>Where the values came from that more than one place can give.</summary>
    public required SettingOrigins Origins { get; init; }

    /// <summary>State directory, configuration file, home.</summary>
    public required StatePaths Paths { get; init; }

    /// <summary>The problems, in the order found.</summary>
    public ImmutableArray<ConfigurationIssue> Issues { get; init; } = [];

    /// <summary>The file's document after includes and substitution, unknown keys and all; null when there is none or it is unreadable.</summary>
    public ConfigNode? Document { get; init; }

    /// <summary>The main file's text as it was read; null when there is none.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Every file that was read or looked for, the main one first: what to watch.</summary>
    public ImmutableArray<ConfigurationFile> Files { get; init; } = [];

    /// <summary>The files as they stand now, where these values are older: they changed into what no gateway may run on. Null when these values are theirs.</summary>
    public RefusedConfiguration? Refused { get; init; }

    /// <summary>Whether the configuration file exists.</summary>
    public bool FileExists { get; init; }

    /// <summary>The environment with the file's <c>env</c> block added under it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Path of the file that was looked for.</summary>
    public string Path => Paths.ConfigFile;

    /// <summary>The issues that forbid a start.</summary>
    public IEnumerable<ConfigurationIssue> FatalIssues => Issues.Where(issue => issue.Severity == IssueSeverity.Fatal);

    /// <summary>Whether a gateway may start on this configuration.</summary>
    public bool IsUsable => !FatalIssues.Any();

    /// <summary>Where a setting stands, or the nearest block around it: <c>file:line</c>, or the file alone when it has neither.</summary>
    /// <param name="path">Full key path, such as <c>gateway.auth.token</c>; keys that are plain words.</param>
    public string PlaceOf(string path) => KeyPath.Nearest(Document, path) is { } place ? $"{place.File}:{place.Line}" : Path;
}

/// <summary>A configuration that a running gateway did not take over.</summary>
/// <param name="Loaded">What loading gave.</param>
/// <param name="Problems">What is wrong with it, a line a problem.</param>
public sealed record RefusedConfiguration(LoadedConfiguration Loaded, ImmutableArray<string> Problems);

/// <summary>A file that a configuration was read from.</summary>
/// <param name="Path">Its path.</param>
/// <param name="ContentHash">Hash of the bytes that were read, meaningful in this process alone; 0 when there were none to read.</param>
public readonly record struct ConfigurationFile(string Path, int ContentHash)
{
    /// <summary>Hash of a file's bytes.</summary>
    public static int HashOf(ReadOnlySpan<byte> content)
    {
        var hash = new HashCode();
        hash.AddBytes(content);
        hash.Add(content.Length);
        return hash.ToHashCode() | 1;
    }
}

/// <summary>Origins of the settings that flags and environment can override.</summary>
/// <param name="Port">Of the port.</param>
/// <param name="Bind">Of the bind mode.</param>
/// <param name="AuthMode">Of the auth mode.</param>
/// <param name="Token">Of the token; <see cref="SettingOrigin.Default"/> when there is none.</param>
/// <param name="Password">Of the password; <see cref="SettingOrigin.Default"/> when there is none.</param>
public sealed record SettingOrigins(SettingOrigin Port, SettingOrigin Bind, SettingOrigin AuthMode, SettingOrigin Token, SettingOrigin Password);

/// <summary>Where a value came from, strongest first.</summary>
public enum SettingOrigin
{
    /// <summary>A command-line flag.</summary>
    Flag,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The configuration file.</summary>
    File,

    /// <summary>Nothing said otherwise.</summary>
    Default,
}
