using System.Runtime.CompilerServices;
using OpenClaw.Configuration.Schema;
using OpenClaw.Gateway.Observability;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpenClaw.Daemon.Observability;

/// <summary>Sends metrics and traces to a collector by the OpenTelemetry protocol. Its packages are loaded when it is made, and it is made only when configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private OtlpExport(OtelBlock settings, string version)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(settings.ServiceName, serviceVersion: version);
        if (settings.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                // By the trace's id, which is the run's: a run is sampled whole or not at all, on every leg of its way.
                .SetSampler(new TraceIdRatioBasedSampler(settings.SampleRate))
                .AddSource(RunTrace.SourceName)
                .AddOtlpExporter(options => Configure(options, settings, "v1/traces"))
                .Build();
        }

        if (settings.Metrics)
        {
            Mailboxes.Watch();
            _metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(GatewayMeter.Name, "System.Runtime")
                .AddOtlpExporter((options, reader) =>
                {
                    Configure(options, settings, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)settings.Interval.TotalMilliseconds;
                })
                .Build();
        }
    }

    /// <summary>Begins to export; null when nothing is configured.</summary>
    public static IDisposable? Start(DiagnosticsBlock diagnostics, string version) => diagnostics.Otel.Enabled ? StartExport(diagnostics.Otel, version) : null;

    /// <summary>Sends what is waiting, for at most a few seconds.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // The packages are loaded when this method is compiled, which is when it is first called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OtlpExport StartExport(OtelBlock settings, string version) => new(settings, version);

    private static void Configure(OtlpExporterOptions options, OtelBlock settings, string path)
    {
        options.Protocol = settings.Protocol == OtelProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        if (settings.Endpoint is { } endpoint)
        {
            // By HTTP each signal has its own path; an address that has one already is taken as it is.
            options.Endpoint = settings.Protocol == OtelProtocol.Grpc || endpoint.AbsolutePath.EndsWith(path, StringComparison.Ordinal)
                ? endpoint
                : new Uri(endpoint.ToString().TrimEnd('/') + "/" + path);
        }

        if (!settings.Headers.IsEmpty)
        {
            options.Headers = string.Join(',', settings.Headers.Select(static header => $"{header.Key}={Uri.EscapeDataString(header.Value.Reveal())}"));
        }
    }
}
