using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Observability;

/// <summary><c>diagnostics.stability</c>: the flight recorder, and what the process uses now.</summary>
/// <param name="recorder">The recorder.</param>
/// <param name="time">The clock.</param>
public sealed class StabilityMethods(FlightRecorder recorder, TimeProvider time) : IMethodModule
{
    private const int DefaultLimit = 50;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.DiagnosticsStability, OnStability);

    private void OnStability(MethodCall call)
    {
        var request = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.DiagnosticsStabilityParams);
        var (kept, dropped) = recorder.Read();
        var chosen = kept.Where(next => (request.Type is null || next.Type == request.Type) && next.Seq > (request.SinceSeq ?? 0)).ToList();
        var limit = (int)Math.Min(request.Limit ?? DefaultLimit, FlightRecorder.Capacity);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("generatedAt"u8, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            writer.WriteNumber("capacity"u8, FlightRecorder.Capacity);
            writer.WriteNumber("count"u8, chosen.Count);
            writer.WriteNumber("dropped"u8, dropped);
            if (chosen.Count > 0)
            {
                writer.WriteNumber("firstSeq"u8, chosen[0].Seq);
                writer.WriteNumber("lastSeq"u8, chosen[^1].Seq);
            }

            writer.WriteStartArray("events"u8);
            foreach (var next in chosen.TakeLast(limit))
            {
                Write(writer, next);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("summary"u8);
            writer.WriteStartObject("byType"u8);
            foreach (var (type, count) in chosen.CountBy(static next => next.Type))
            {
                writer.WriteNumber(type, count);
            }

            writer.WriteEndObject();
            WriteMemory(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        call.Succeed(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, FlightEvent next)
    {
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, next.Seq);
        writer.WriteNumber("ts"u8, next.At.ToUnixTimeMilliseconds());
        writer.WriteString("type"u8, next.Type);
        foreach (var (name, value) in new[] { ("outcome", next.Facts.Outcome), ("reason", next.Facts.Reason), ("provider", next.Facts.Provider), ("model", next.Facts.Model) })
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        if (next.Facts.Duration is { } duration)
        {
            writer.WriteNumber("durationMs"u8, Math.Round(duration.TotalMilliseconds));
        }

        writer.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter writer)
    {
        using var process = Process.GetCurrentProcess();
        writer.WriteStartObject("memory"u8);
        writer.WriteStartObject("latest"u8);
        writer.WriteNumber("rssBytes"u8, process.WorkingSet64);
        writer.WriteNumber("heapTotalBytes"u8, GC.GetGCMemoryInfo().TotalCommittedBytes);
        writer.WriteNumber("heapUsedBytes"u8, GC.GetTotalMemory(forceFullCollection: false));
        writer.WriteEndObject();
        writer.WriteNumber("maxRssBytes"u8, process.PeakWorkingSet64);
        writer.WriteNumber("pressureCount"u8, 0);
        writer.WriteEndObject();
    }
}
