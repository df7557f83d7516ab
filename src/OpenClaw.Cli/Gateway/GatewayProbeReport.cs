using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Gateway;

/// <summary>The answer of <c>gateway probe</c>. The JSON has the original's names.</summary>
internal sealed class GatewayProbeReport(IReadOnlyList<TargetProbe> probes, DateTimeOffset begun, TimeSpan duration, TimeSpan budget)
{
    /// <summary>The one that was asked for; of several that answer, the first.</summary>
    private TargetProbe? Primary => probes.FirstOrDefault(static probe => probe.IsAnswering) ?? probes.FirstOrDefault(static probe => probe.IsConnected);

    public bool IsReachable => Primary is not null;

    public void WriteText(TextWriter output)
    {
        output.WriteLine("Gateway Status");
        output.WriteLine($"Reachable: {(IsReachable ? "yes" : "no")}");
        output.WriteLine($"Capability: {Words(Primary?.Capability ?? probes[0].Capability)}");
        output.WriteLine($"Probe budget: {Milliseconds(budget)}");
        output.WriteLine();
        output.WriteLine("Targets");
        foreach (var probe in probes)
        {
            output.WriteLine($"{Title(probe.Kind)} {probe.Address.AbsoluteUri.TrimEnd('/')}");
            output.WriteLine(probe.IsConnected
                ? $"  Connect: ok ({Milliseconds(probe.Latency!.Value)}) · Capability: {Words(probe.Capability)} · Read probe: {probe.Error ?? "ok"}"
                : $"  Connect: failed - {probe.Error} · Capability: {Words(probe.Capability)}");
            if (probe.Hello is { } hello)
                output.WriteLine($"  Gateway: {hello.ServerVersion} (protocol {hello.Protocol.ToString(CultureInfo.InvariantCulture)})");
        }

        if (!IsReachable)
        {
            output.WriteLine();
            output.WriteLine("No gateway answered. Start one with: openclaw gateway; see what is configured with: openclaw gateway status");
        }
    }

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, this, static (writer, report) => report.Write(writer));

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok", IsReachable);
        writer.WriteBoolean("degraded", Primary is { IsAnswering: false });
        writer.WriteString("capability", Primary?.Capability ?? probes[0].Capability);
        writer.WriteNumber("ts", begun.ToUnixTimeMilliseconds());
        writer.WriteNumber("durationMs", (long)duration.TotalMilliseconds);
        writer.WriteNumber("timeoutMs", (long)budget.TotalMilliseconds);
        writer.WriteString("primaryTargetId", Primary?.Kind);
        writer.WriteStartArray("warnings");
        if (!IsReachable)
            WriteWarning(writer, "no_gateway_reachable", "No gateway answered any probe.");
        else if (Primary is { IsAnswering: false, Error: { } error })
            WriteWarning(writer, "probe_incomplete", error);
        writer.WriteEndArray();
        writer.WriteStartArray("targets");
        foreach (var probe in probes)
            WriteTarget(writer, probe);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteWarning(Utf8JsonWriter writer, string code, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        JsonOutput.WriteStrings(writer, "targetIds", probes.Where(static probe => !probe.IsAnswering).Select(static probe => probe.Kind));
        writer.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter writer, TargetProbe probe)
    {
        writer.WriteStartObject();
        writer.WriteString("id", probe.Kind);
        writer.WriteString("kind", probe.Kind);
        writer.WriteString("url", probe.Address.AbsoluteUri.TrimEnd('/'));
        writer.WriteBoolean("active", true);
        writer.WriteStartObject("connect");
        writer.WriteBoolean("ok", probe.IsConnected);
        writer.WriteBoolean("rpcOk", probe.IsAnswering);
        if (probe.Latency is { } latency)
            writer.WriteNumber("latencyMs", (long)latency.TotalMilliseconds);
        else
            writer.WriteNull("latencyMs");
        writer.WriteString("error", probe.Error);
        writer.WriteEndObject();
        writer.WriteStartObject("auth");
        writer.WriteString("role", probe.IsConnected ? "operator" : null);
        JsonOutput.WriteStrings(writer, "scopes", probe.Hello?.Scopes ?? []);
        writer.WriteString("capability", probe.Capability);
        writer.WriteEndObject();
        writer.WriteStartObject("server");
        writer.WriteString("version", probe.Hello?.ServerVersion);
        writer.WriteString("connId", probe.Hello?.ConnectionId);
        writer.WriteEndObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, JsonElement)>)[("health", probe.Health), ("summary", probe.Summary), ("presence", probe.Presence)])
        {
            writer.WritePropertyName(name);
            JsonOutput.WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static string Title(string kind) => kind switch
    {
        "explicit" => "URL (explicit)",
        "configRemote" => "Remote (configured)",
        _ => "Local loopback",
    };

    private static string Words(string capability) => capability.Replace('_', '-');

    private static string Milliseconds(TimeSpan span) => $"{(long)span.TotalMilliseconds}ms";
}
