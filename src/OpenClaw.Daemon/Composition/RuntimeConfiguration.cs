using Akka.Configuration;

namespace OpenClaw.Daemon.Composition;

/// <summary>The HOCON that is built into the daemon (<c>hocon/reference.conf</c>).</summary>
internal static class RuntimeConfiguration
{
    /// <summary>Path of the dispatcher of sessions and runs.</summary>
    public const string RunsDispatcher = "openclaw.dispatchers.runs";

    /// <summary>Reads it.</summary>
    public static Config Load()
    {
        using var stream = typeof(RuntimeConfiguration).Assembly.GetManifestResourceStream("reference.conf")
            ?? throw new InvalidOperationException("The daemon was built without hocon/reference.conf.");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
