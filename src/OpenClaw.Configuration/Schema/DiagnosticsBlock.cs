using System.Collections.Immutable;

namespace OpenClaw.Configuration.Schema;

/// <summary><c>diagnostics</c>: what leaves the process for those who watch it.</summary>
public sealed record DiagnosticsBlock
{
    /// <summary><c>diagnostics.metrics.enabled</c>: whether <c>GET /metrics</c> answers; it asks for the gateway's secret like every other door.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary><c>diagnostics.otel</c>.</summary>
    public OtelBlock Otel { get; init; } = new();
}

/// <summary><c>diagnostics.otel</c>: export by the OpenTelemetry protocol. Nothing is loaded unless it is on.</summary>
public sealed record OtelBlock
{
    /// <summary><c>enabled</c>.</summary>
    public bool Enabled { get; init; }

    /// <summary><c>endpoint</c>: the collector; null takes <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, else the protocol's own port on this machine.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><c>protocol</c>.</summary>
    public OtelProtocol Protocol { get; init; } = OtelProtocol.HttpProtobuf;

    /// <summary><c>headers</c>: their values may be secrets.</summary>
    public ImmutableDictionary<string, Secret> Headers { get; init; } = ImmutableDictionary<string, Secret>.Empty;

    /// <summary><c>serviceName</c>.</summary>
    public string ServiceName { get; init; } = "openclaw-gateway";

    /// <summary><c>traces</c>.</summary>
    public bool Traces { get; init; } = true;

    /// <summary><c>metrics</c>.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary><c>sampleRate</c>: the share of runs that is traced, 0 to 1.</summary>
    public double SampleRate { get; init; } = 1;

    /// <summary><c>flushIntervalMs</c>: how often metrics are sent.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>How the collector is spoken to.</summary>
public enum OtelProtocol
{
    /// <summary>Protocol buffers over HTTP.</summary>
    HttpProtobuf,

    /// <summary>gRPC.</summary>
    Grpc,
}
