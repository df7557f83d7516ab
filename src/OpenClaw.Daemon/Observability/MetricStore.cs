using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using OpenClaw.Gateway.Observability;

namespace OpenClaw.Daemon.Observability;

/// <summary>Listens to the gateway's meter and the runtime's own, and keeps what <c>/metrics</c> shows. Counts from its making on. Thread safe.</summary>
/// <remarks>The number of series is bounded: label values come from configuration and code, and whatever goes beyond is left out and counted.</remarks>
internal sealed class MetricStore : IDisposable
{
    private const int MaxSeries = 10_000;
    private const string RuntimeMeter = "System.Runtime";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), MetricSeries> _series = new();
    private readonly Lock _collecting = new();
    private long _dropped;

    /// <summary>Begins to listen.</summary>
    public MetricStore()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name is GatewayMeter.Name or RuntimeMeter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Measurements that found no place.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Asks the observable instruments and gives every series, by instrument.</summary>
    public IReadOnlyList<IGrouping<Instrument, (string Labels, MetricSeries Series)>> Collect()
    {
        // One at a time: a second reader would mark as stale what the first has just been told.
        lock (_collecting)
        {
            foreach (var ((instrument, _), series) in _series)
            {
                if (instrument.IsObservable)
                {
                    series.IsStale = true;
                }
            }

            _listener.RecordObservableInstruments();
            return [.. _series.Where(static entry => !entry.Value.IsStale)
                .OrderBy(static entry => entry.Key.Instrument.Name, StringComparer.Ordinal).ThenBy(static entry => entry.Key.Labels, StringComparer.Ordinal)
                .GroupBy(static entry => entry.Key.Instrument, static entry => (entry.Key.Labels, entry.Value))];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, LabelsOf(tags));
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }

            series = _series.GetOrAdd(key, static key => new MetricSeries(MetricSeries.KindOf(key.Instrument)));
        }

        series.Record(value, isObserved: instrument.IsObservable);
    }

    /// <summary>The labels in Prometheus's text form, without braces.</summary>
    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(PrometheusText.NameOf(name)).Append("=\"");
            foreach (var c in value?.ToString() ?? "")
            {
                _ = c switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(c),
                };
            }

            text.Append('"');
        }

        return text.ToString();
    }
}
