using System.Diagnostics.Metrics;

namespace OpenClaw.Daemon.Observability;

/// <summary>What a series is.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by size.</summary>
    Histogram,
}

/// <summary>One instrument with one set of labels. Thread safe.</summary>
internal sealed class MetricSeries(MetricKind kind)
{
    /// <summary>Upper bounds of the buckets, in seconds: from a mailbox's turn to a long run.</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

    private readonly Lock _gate = new();
    private readonly long[] _buckets = kind == MetricKind.Histogram ? new long[Bounds.Length + 1] : [];
    private double _sum;
    private long _count;

    /// <summary>What it is.</summary>
    public MetricKind Kind { get; } = kind;

    /// <summary>Whether the last collection did not see it.</summary>
    public bool IsStale { get; set; }

    /// <summary>The kind of an instrument's series.</summary>
    public static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        var name = type.IsGenericType ? type.GetGenericTypeDefinition().Name : type.Name;
        return name.Contains("Histogram", StringComparison.Ordinal) ? MetricKind.Histogram
            : name.StartsWith("Counter", StringComparison.Ordinal) || name.StartsWith("ObservableCounter", StringComparison.Ordinal) ? MetricKind.Counter
            : MetricKind.Gauge;
    }

    /// <summary>Takes a measurement.</summary>
    /// <param name="value">It.</param>
    /// <param name="isObserved">Whether it is the whole value, and not something to add.</param>
    public void Record(double value, bool isObserved)
    {
        lock (_gate)
        {
            IsStale = false;
            if (Kind == MetricKind.Histogram)
            {
                var at = Array.BinarySearch(Bounds, value);
                _buckets[at < 0 ? ~at : at]++;
                _count++;
                _sum += value;
            }
            else
            {
                // Gauges that are not observed are up-down counters, which tell differences, or gauges, which the gateway has none of.
                _sum = isObserved ? value : _sum + value;
            }
        }
    }

    /// <summary>Its sum or value, its count, and its buckets, each without the ones below it.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_gate)
        {
            return (_sum, _count, [.. _buckets]);
        }
    }
}
