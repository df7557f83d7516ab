using System.Globalization;
using System.Text;

namespace OpenClaw.Daemon.Observability;

/// <summary>Writes metrics in Prometheus's text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Everything that the store has.</summary>
    public static string Write(MetricStore store)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var group in store.Collect())
        {
            var kind = group.First().Series.Kind;
            var name = NameOf(group.Key.Name) + UnitOf(group.Key.Unit) + (kind == MetricKind.Counter ? "_total" : "");
            if (!string.IsNullOrEmpty(group.Key.Description))
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {group.Key.Description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {kind.ToString().ToLowerInvariant()}\n");
            foreach (var (labels, series) in group)
            {
                WriteSeries(text, name, labels, series);
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"# TYPE openclaw_metrics_dropped_total counter\nopenclaw_metrics_dropped_total {store.Dropped}\n");
        return text.ToString();
    }

    /// <summary>A name as the format allows it.</summary>
    public static string NameOf(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return text.ToString();
    }

    private static void WriteSeries(StringBuilder text, string name, string labels, MetricSeries series)
    {
        var (sum, count, buckets) = series.Read();
        var braced = labels.Length == 0 ? "" : $"{{{labels}}}";
        if (series.Kind != MetricKind.Histogram)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{braced} {sum}\n");
            return;
        }

        var prefix = labels.Length == 0 ? "" : labels + ",";
        var below = 0L;
        for (var i = 0; i < MetricSeries.Bounds.Length; i++)
        {
            below += buckets[i];
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{MetricSeries.Bounds[i]}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"+Inf\"}} {count}\n{name}_sum{braced} {sum}\n{name}_count{braced} {count}\n");
    }

    // Annotations such as {run} are no units.
    private static string UnitOf(string? unit) => unit switch
    {
        null or "" or ['{', ..] => "",
        "s" => "_seconds",
        "ms" => "_milliseconds",
        "By" => "_bytes",
        "USD" => "_usd",
        _ => "_" + NameOf(unit),
    };
}
