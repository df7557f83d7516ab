using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>logging</c>; a bad value leaves the default in force.</summary>
internal static class LoggingBinder
{
    public static LoggingBlock BindLogging(ConfigNode? node, StatePaths paths, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "logging", IssueSeverity.Error, issues);
        var defaults = new LoggingBlock();
        var level = block.OneOf("level", SettingNames.LogLevels);
        var result = new LoggingBlock
        {
            Level = level ?? defaults.Level,
            ConsoleLevel = block.OneOf("consoleLevel", SettingNames.LogLevels) ?? defaults.ConsoleLevel,
            File = block.String("file") is { } file ? paths.Expand(file) : null,
            RedactSensitive = block.OneOf("redactSensitive", SettingNames.RedactModes) ?? defaults.RedactSensitive,
        };
        block.Recognise("consoleStyle", "redactPatterns", "maxFileBytes");
        block.ReportUnknown();
        return result;
    }
}
