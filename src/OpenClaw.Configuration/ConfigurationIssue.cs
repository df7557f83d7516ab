using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration;

/// <summary>How much an issue of the configuration costs.</summary>
public enum IssueSeverity
{
    /// <summary>Nothing is lost: a block this version does not use.</summary>
    Info,

    /// <summary>Probably a mistake, and the gateway works without it: an unknown key, a default used instead.</summary>
    Warning,

    /// <summary>One part (an agent, a provider) is switched off; the rest runs.</summary>
    Error,

    /// <summary>The gateway must not start: exit code 78.</summary>
    Fatal,
}

/// <summary>One problem of the configuration, with the place and the way out.</summary>
/// <param name="Severity">What it costs.</param>
/// <param name="Path">Full key path, such as <c>gateway.auth.token</c> or <c>agents.list[2].id</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong, without the place. Never holds a secret.</param>
/// <param name="Remedy">What to do about it, as an imperative sentence.</param>
/// <param name="File">The file, or null when the value came from a flag or the environment.</param>
/// <param name="Line">Line in the file from 1; 0 when there is none.</param>
/// <param name="Column">Column in the line from 1; 0 when there is none.</param>
public sealed record ConfigurationIssue(
    IssueSeverity Severity, string Path, string Message, string Remedy, string? File = null, int Line = 0, int Column = 0)
{
    /// <summary>Makes an issue about a place in a file.</summary>
    public static ConfigurationIssue At(SourcePosition position, IssueSeverity severity, string path, string message, string remedy)
    {
        var (line, column) = position.Source.Locate(position.Offset);
        return new ConfigurationIssue(severity, path, message, remedy, position.File, line, column);
    }

    /// <summary>One line: <c>file:line: path: message. Remedy</c>.</summary>
    public override string ToString()
    {
        var place = File is null ? "" : Line > 0 ? $"{File}:{Line}: " : $"{File}: ";
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        return $"{place}{path}{Message}. {Remedy}";
    }
}
