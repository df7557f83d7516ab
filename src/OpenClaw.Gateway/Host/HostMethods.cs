using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Host;
using OpenClaw.Protocol.Methods.Updates;

namespace OpenClaw.Gateway.Host;

/// <summary><c>system.info</c>, <c>environments.list</c> and <c>update.status</c>: the machine, and that the program does not update itself.</summary>
public sealed class HostMethods(GatewayContext gateway) : IMethodModule
{
    private const string LoadAverageFile = "/proc/loadavg";
    private static readonly JsonElement s_null = JsonDocument.Parse("null").RootElement;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        var platform = gateway.Options.Platform.Split(' ')[0];
        var environments = Payload.Encode(new EnvironmentsListResult { Environments = [Environment(platform)] }, ProtocolJson.Default.EnvironmentsListResult);
        var updates = Payload.Encode(new UpdateStatusResult { Sentinel = s_null, UpdateAvailable = s_null }, ProtocolJson.Default.UpdateStatusResult);
        methods.Add(MethodNames.EnvironmentsList, call => call.Succeed(environments));
        methods.Add(MethodNames.UpdateStatus, call => call.Succeed(updates));
        methods.Add(MethodNames.SystemInfo, call => call.Succeed(Payload.Encode(SystemInfo(platform), ProtocolJson.Default.SystemInfoResult)));
    }

    private SystemInfoResult SystemInfo(string platform)
    {
        var memory = HostMemory.Read();
        return new SystemInfoResult
        {
            MachineName = gateway.Options.Host,
            Hostname = gateway.Options.Host,
            Platform = platform,
            Release = System.Environment.OSVersion.Version.ToString(),
            Arch = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
            OsLabel = RuntimeInformation.OSDescription,
            Port = gateway.Configuration().Value.Gateway.Port,
            NodeVersion = RuntimeInformation.FrameworkDescription,
            Pid = System.Environment.ProcessId,
            ProcessInstanceId = gateway.Options.BootId,
            UptimeMs = (long)gateway.Uptime.TotalMilliseconds,
            CpuCount = System.Environment.ProcessorCount,
            LoadAverage = LoadAverage(),
            MemoryTotalBytes = memory.Total,
            MemoryFreeBytes = memory.Free,
        };
    }

    /// <summary>The three averages of proc(5); none where there is no such file.</summary>
    private static double[]? LoadAverage()
    {
        try
        {
            return [.. File.ReadAllText(LoadAverageFile).Split(' ').Take(3).Select(static text => double.Parse(text, CultureInfo.InvariantCulture))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static JsonElement Environment(string platform) => JsonSerializer.SerializeToElement(
        new HostEnvironment("gateway", "local", "Gateway local", "available", platform, SessionHost: true, "persistent", ["agent.run", "sessions"]), HostJson.Default.HostEnvironment);
}
