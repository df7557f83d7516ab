using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Binding;

/// <summary>Reads <c>diagnostics</c>; a bad value leaves the default in force.</summary>
internal static class DiagnosticsBinder
{
    public static DiagnosticsBlock Bind(ConfigNode? node, IReadOnlyDictionary<string, string> environment, ICollection<ConfigurationIssue> issues)
    {
        var block = new BlockReader(node, "diagnostics", IssueSeverity.Error, issues);
        var metrics = block.Block("metrics");
        var result = new DiagnosticsBlock { Metrics = metrics.Boolean("enabled") ?? true, Otel = Otel(block.Block("otel"), environment) };
        metrics.ReportUnknown();
        block.Recognise("enabled", "flags", "cacheTrace", "stability", "memoryPressure");
        block.ReportUnknown();
        return result;
    }

    private static OtelBlock Otel(BlockReader block, IReadOnlyDictionary<string, string> environment)
    {
        var defaults = new OtelBlock();
        var result = new OtelBlock
        {
            Enabled = block.Boolean("enabled") ?? defaults.Enabled,
            Endpoint = Endpoint(block),
            Protocol = block.OneOf("protocol", SettingNames.OtelProtocols) ?? defaults.Protocol,
            Headers = block.Block("headers").Headers(environment),
            ServiceName = block.String("serviceName") ?? defaults.ServiceName,
            Traces = block.Boolean("traces") ?? defaults.Traces,
            Metrics = block.Boolean("metrics") ?? defaults.Metrics,
            SampleRate = Math.Min(1, block.NonNegative("sampleRate") ?? defaults.SampleRate),
            Interval = block.Integer("flushIntervalMs", 100, int.MaxValue) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : defaults.Interval,
        };
        block.Recognise("logs", "captureContent");
        block.ReportUnknown();
        return result;
    }

    private static Uri? Endpoint(BlockReader block)
    {
        if (block.String("endpoint") is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        block.Bad(block.Node("endpoint")!, block.Path("endpoint"), "must be an absolute http or https URL", "Write it as http://host:4318");
        return null;
    }
}
