using Serilog.Core;
using Serilog.Events;

namespace OpenClaw.Daemon.Observability;

/// <summary>The subsystem of a log line, as people know it (<c>gateway/connections</c>), out of the logger's category.</summary>
internal static class LogSubsystem
{
    private const string Own = "OpenClaw.";

    /// <summary>The subsystem of an event.</summary>
    public static string Of(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string category }
            ? Of(category)
            : "gateway";

    /// <summary>The subsystem of a category.</summary>
    public static string Of(string category)
    {
        if (!category.StartsWith(Own, StringComparison.Ordinal))
        {
            return category.StartsWith("Akka", StringComparison.OrdinalIgnoreCase) ? "runtime"
                : category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) ? "http"
                : category;
        }

        var parts = category[Own.Length..].Split('.');
        return parts switch
        {
            ["Daemon", ..] or [_] => "gateway",
            [var project, var context, ..] => $"{project}/{context}".ToLowerInvariant(),
            _ => "gateway",
        };
    }
}
