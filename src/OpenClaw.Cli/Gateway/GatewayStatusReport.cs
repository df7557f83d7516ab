using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;
using OpenClaw.Configuration;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Cli.Gateway;

/// <summary>The answer of <c>gateway status</c>, as text and as JSON of a shape that scripts may rely on.</summary>
internal sealed class GatewayStatusReport(LoadedConfiguration configuration, GatewayTarget target, GatewayProbe probe)
{
    private GatewayBlock Gateway => configuration.Value.Gateway;

    private string BindMode => SettingNames.BindModes.NameOf(Gateway.Bind);

    private string BindHost => Gateway.Bind switch
    {
        Configuration.Schema.BindMode.Lan => "0.0.0.0",
        Configuration.Schema.BindMode.Custom => Gateway.CustomBindHost ?? "0.0.0.0",
        _ => "127.0.0.1",
    };

    private string PortSource => configuration.Origins.Port switch
    {
        SettingOrigin.Environment => "env",
        SettingOrigin.File => "config",
        _ => "default",
    };

    /// <summary>The supervisor's word. No service is installed, so there is no supervisor to ask.</summary>
    private static string Runtime => "unknown";

    private string Probe => probe.Outcome.ToString().ToLowerInvariant();

    private string ProbeNote => Gateway.Bind switch
    {
        _ when target.AddressSource is "--url" or "OPENCLAW_GATEWAY_URL" => $"the address comes from {target.AddressSource}",
        Configuration.Schema.BindMode.Lan => $"bind=lan listens on 0.0.0.0 (all interfaces); probing {target.Address.Host}",
        Configuration.Schema.BindMode.Loopback => "loopback only: other hosts cannot connect",
        _ => $"probing {target.Address.Host}",
    };

    private IReadOnlyList<string> Listeners { get; } = FindListeners(configuration.Value.Gateway.Port);

    public void WriteText(TextWriter output)
    {
        output.WriteLine("Service: not installed");
        output.WriteLine($"File logs: {configuration.Value.Logging.File ?? Path.Combine(StatePaths.LogDirectory, "openclaw-YYYY-MM-DD.log")}");
        output.WriteLine($"Config (cli): {configuration.Path}{(configuration.FileExists ? "" : " (missing)")}");
        foreach (var issue in configuration.FatalIssues)
            output.WriteLine($"Config issue: {issue}");
        output.WriteLine($"Gateway: bind={BindMode} ({BindHost}) port={Gateway.Port.ToString(CultureInfo.InvariantCulture)} ({PortSource})");
        output.WriteLine($"Probe target: {Trimmed(target.Address)}");
        output.WriteLine($"Dashboard: {Dashboard}");
        output.WriteLine($"Probe note: {ProbeNote}");
        output.WriteLine($"Runtime: {Runtime} (no service installed)");
        output.WriteLine($"RPC probe: {Probe}");
        if (probe.Error is { } error)
            output.WriteLine($"  {error}");
        if (probe.Hello is { } hello)
            output.WriteLine($"Version: {hello.ServerVersion} (protocol {hello.Protocol.ToString(CultureInfo.InvariantCulture)})");
        output.WriteLine($"Listening: {(Listeners.Count == 0 ? $"nothing on port {Gateway.Port.ToString(CultureInfo.InvariantCulture)}" : string.Join(", ", Listeners))}");
        if (probe.Outcome == ProbeOutcome.Failed)
            output.WriteLine(Listeners.Count == 0 ? "Troubles: no gateway runs here; start one with: openclaw gateway" : "Troubles: see openclaw logs");
    }

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, this, static (writer, report) =>
    {
        writer.WriteStartObject();
        // The two words that health scripts read; the nested objects below say the same with more detail.
        writer.WriteString("runtime", Runtime);
        writer.WriteString("probe", report.Probe);
        report.WriteService(writer);
        report.WriteConfig(writer);
        report.WriteGateway(writer);
        report.WritePort(writer);
        report.WriteRpc(writer);
        writer.WriteStartArray("extraServices");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private Uri Dashboard => new UriBuilder(target.Address) { Scheme = target.Address.Scheme == "wss" ? "https" : "http", Port = target.Address.IsDefaultPort ? -1 : target.Address.Port }.Uri;

    private void WriteService(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("service");
        writer.WriteBoolean("installed", false);
        writer.WriteBoolean("loaded", false);
        writer.WriteStartObject("runtime");
        writer.WriteString("status", Runtime);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteConfig(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("config");
        writer.WriteStartObject("cli");
        writer.WriteString("path", configuration.Path);
        writer.WriteBoolean("exists", configuration.FileExists);
        writer.WriteBoolean("valid", configuration.IsUsable);
        JsonOutput.WriteStrings(writer, "issues", configuration.Issues.Select(static issue => issue.ToString()));
        writer.WriteEndObject();
        writer.WriteNull("daemon");
        writer.WriteBoolean("mismatch", false);
        writer.WriteEndObject();
    }

    private void WriteGateway(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("gateway");
        writer.WriteString("bindMode", BindMode);
        writer.WriteString("bindHost", BindHost);
        writer.WriteNumber("port", Gateway.Port);
        writer.WriteString("portSource", PortSource);
        writer.WriteString("probeUrl", Trimmed(target.Address));
        writer.WriteString("probeNote", ProbeNote);
        writer.WriteString("version", probe.Hello?.ServerVersion);
        writer.WriteEndObject();
    }

    private void WritePort(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("port");
        writer.WriteNumber("port", Gateway.Port);
        writer.WriteString("status", Listeners.Count == 0 ? "free" : "busy");
        JsonOutput.WriteStrings(writer, "listeners", Listeners);
        writer.WriteEndObject();
    }

    private void WriteRpc(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("rpc");
        writer.WriteBoolean("ok", probe.Outcome == ProbeOutcome.Ok);
        if (probe.Error is { } error)
            writer.WriteString("error", error);
        writer.WriteString("url", Trimmed(target.Address));
        writer.WriteEndObject();
    }

    private static IReadOnlyList<string> FindListeners(int port)
    {
        try
        {
            return [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == port).Select(static end => end.ToString()).Distinct()];
        }
        catch (NetworkInformationException)
        {
            // Some containers hide the table; then the probe alone tells.
            return [];
        }
    }

    /// <summary>The address without the slash that URIs grow; people compare it with what they typed.</summary>
    private static string Trimmed(Uri address) => address.AbsoluteUri.TrimEnd('/');
}
