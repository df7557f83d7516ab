using System.Collections.Immutable;
using OpenClaw.Configuration.Binding;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration;

/// <summary>Loads the user's configuration: read, include, <c>env</c> block, substitution, validation, precedence, defaults.</summary>
public static class ConfigurationLoader
{
    /// <summary>Blocks of the original's configuration that this version does not use; they load without a warning.</summary>
    private static readonly string[] UnusedBlocks =
    [
        "meta", "env", "wizard", "update", "browser", "ui", "auth", "nodeHost", "bindings", "broadcast", "audio", "media",
        "approvals", "web", "channels", "cron", "discovery", "canvasHost", "talk", "skills", "plugins", "memory",
        "secrets", "acp", "cli", "identity", "sandbox", "transcripts", "tts", "tui", "worktrees", "proxy", "accessGroups",
    ];

    /// <summary>Loads. Never throws on what users wrote: every problem is an issue of the result.</summary>
    /// <param name="sources">Environment, home and flags.</param>
    /// <param name="text">Takes the place of the main file's text, to see what a change would come to; null reads the file.</param>
    public static LoadedConfiguration Load(ConfigurationSources sources, string? text = null)
    {
        var issues = new List<ConfigurationIssue>();
        var paths = StatePaths.Resolve(sources);
        var exists = text is not null || File.Exists(paths.ConfigFile);
        var files = new IncludeExpander(IncludeRoots(sources, paths), issues);
        var document = exists ? files.ReadMain(paths.ConfigFile, text) : null;
        if (!exists && Directory.Exists(paths.ConfigFile))
        {
            issues.Add(new ConfigurationIssue(IssueSeverity.Fatal, "", "this is a directory, not a configuration", "Name the file in it", paths.ConfigFile));
        }

        if (document is not null and not ObjectNode)
        {
            issues.Add(ConfigurationIssue.At(document.Position, IssueSeverity.Fatal, "", $"a configuration is an object, not {document.Kind}", "Write { ... }"));
            document = null;
        }

        var environment = EnvironmentBlock.Apply((document as ObjectNode)?["env"], sources.Environment);
        document = document is null ? null : new VariableSubstitution(environment, issues).Apply(document);

        var (value, origins) = Bind(document, sources with { Environment = environment }, paths, issues);
        return new LoadedConfiguration
        {
            Value = value,
            Origins = origins,
            Paths = paths,
            Issues = [.. issues.Select(issue => Placed(issue, document))],
            Document = document,
            Source = files.Main,
            Files = exists ? files.Files : [new ConfigurationFile(paths.ConfigFile, 0)],
            FileExists = exists,
            Environment = environment,
        };
    }

    // What is judged when values of several places have met knows its key alone.
    private static ConfigurationIssue Placed(ConfigurationIssue issue, ConfigNode? document) =>
        issue.File is null && KeyPath.Nearest(document, issue.Path) is { } place
            ? ConfigurationIssue.At(place, issue.Severity, issue.Path, issue.Message, issue.Remedy)
            : issue;

    /// <summary>The shape of a configuration: what the same readers ask for that read a file.</summary>
    internal static SettingShape Describe()
    {
        var shapes = new ShapeRecorder();
        var sources = new ConfigurationSources { Environment = ImmutableDictionary<string, string>.Empty, HomeDirectory = Path.DirectorySeparatorChar.ToString() };
        Bind(null, sources, StatePaths.Resolve(sources), shapes);
        return shapes.Root;
    }

    private static (GatewayConfiguration Value, SettingOrigins Origins) Bind(
        ConfigNode? document, ConfigurationSources sources, StatePaths paths, ICollection<ConfigurationIssue> issues)
    {
        var root = new BlockReader(document, "", IssueSeverity.Fatal, issues);
        var file = GatewayBinder.Bind(root.Node("gateway"), sources.Environment, issues);
        var (gateway, origins) = Precedence.Apply(file, sources, issues);
        var value = new GatewayConfiguration
        {
            Gateway = gateway,
            Models = ModelsBinder.Bind(root.Node("models"), sources.Environment, issues),
            Agents = AgentsBinder.Bind(root.Node("agents"), paths, issues),
            Tools = ToolsBinder.Bind(root.Node("tools"), "tools", issues),
            Mcp = ToolsBinder.BindMcp(root.Node("mcp"), paths, sources.Environment, issues),
            Session = SessionBinder.Bind(root.Node("session"), issues),
            Hooks = HooksBinder.Bind(root.Node("hooks"), sources.Environment, issues),
            Diagnostics = DiagnosticsBinder.Bind(root.Node("diagnostics"), sources.Environment, issues),
            Messages = MessagesBinder.Bind(root.Node("messages"), issues),
            Commands = CommandsBinder.Bind(root.Node("commands"), issues),
            Logging = LoggingBinder.BindLogging(root.Node("logging"), paths, issues),
        };
        root.Recognise(UnusedBlocks);
        root.ReportUnknown(
            ("agent", "Per-agent settings are in agents.defaults and agents.list"),
            ("routing", "Routing moved to bindings and messages"),
            ("port", "The port is gateway.port"),
            ("token", "The token is gateway.auth.token"));
        return (value, origins);
    }

    private static ImmutableArray<string> IncludeRoots(ConfigurationSources sources, StatePaths paths)
    {
        var more = sources.OpenClawVariable("INCLUDE_ROOTS", out _)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var main = Path.GetDirectoryName(paths.ConfigFile) ?? ".";
        return [IncludeExpander.Resolve(main), .. more.Select(root => IncludeExpander.Resolve(paths.Expand(root)))];
    }
}
