using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using OpenClaw.Cli;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>The command line as a device: it signs, is paired, comes back with its token, and is sent away without it.</summary>
public sealed class CommandLineDeviceTests : IDisposable
{
    private readonly TempHome _home = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public void Dispose() => _home.Dispose();

    private string Identity(string file) => Path.Combine(_home.State, "identity", file);

    [Fact]
    public async Task A_paired_command_line_needs_the_shared_secret_no_more_until_its_token_is_revoked()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        _environment["OPENCLAW_GATEWAY_URL"] = $"ws://127.0.0.1:{daemon.Port}";
        _environment["OPENCLAW_GATEWAY_TOKEN"] = DaemonUnderTest.Token;
        _environment["OPENCLAW_CLI_DEVICE"] = "always";
        var (code, output) = await RunAsync("devices", "list", "--json");
        Assert.Equal(0, code);
        var device = JsonDocument.Parse(await File.ReadAllTextAsync(Identity("device.json"))).RootElement.GetProperty("deviceId").GetString()!;
        Assert.Contains(device, output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in new[] { "device.json", "device-tokens.json" })
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Identity(file)));
            }
        }

        // Neither without the secret nor with one that was replaced.
        _environment.Remove("OPENCLAW_GATEWAY_TOKEN");
        Assert.Equal(0, (await RunAsync("system", "presence")).Code);
        _environment["OPENCLAW_GATEWAY_TOKEN"] = "an-older-secret";
        Assert.Equal(0, (await RunAsync("devices", "list")).Code);

        // What this device was given goes to no other gateway.
        await using (var other = await DaemonUnderTest.StartAsync())
        {
            _environment["OPENCLAW_GATEWAY_URL"] = $"ws://127.0.0.1:{other.Port}";
            var (refused, text) = await RunAsync("health");
            Assert.Equal(1, refused);
            Assert.Contains("token mismatch", text, StringComparison.Ordinal);
            _environment["OPENCLAW_GATEWAY_URL"] = $"ws://127.0.0.1:{daemon.Port}";
        }

        _environment.Remove("OPENCLAW_GATEWAY_TOKEN");
        using var admin = await daemon.ConnectAsync();
        Assert.True((await admin.CallAsync("device.token.revoke", $$"""{"deviceId":"{{device}}","role":"operator"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal(1, (await RunAsync("health")).Code);
        Assert.DoesNotContain($"127.0.0.1:{daemon.Port}", await File.ReadAllTextAsync(Identity("device-tokens.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_another_address_a_person_approves_it_first()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .FirstOrDefault(static candidate => candidate.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(candidate));
        if (address is null)
        {
            return; // A machine without a network has no other address to come from.
        }

        await using var daemon = await DaemonUnderTest.StartAsync($$"""{ gateway: { mode: "local", bind: "lan", auth: { token: "{{DaemonUnderTest.Token}}" } } }""");
        _environment["OPENCLAW_GATEWAY_URL"] = $"ws://{address}:{daemon.Port}";
        _environment["OPENCLAW_GATEWAY_TOKEN"] = DaemonUnderTest.Token;
        var (refused, text) = await RunAsync("status");
        Assert.Equal(1, refused);
        var request = text[(text.IndexOf("devices approve ", StringComparison.Ordinal) + "devices approve ".Length)..].Trim();

        using var admin = await daemon.OpenAsync();
        Assert.True((await admin.ConnectSignedAsync(1, DaemonUnderTest.Token, ["operator.admin"])).GetProperty("ok").GetBoolean());
        var approved = await admin.CallAsync("device.pair.approve", $$"""{"requestId":"{{request}}"}""");
        Assert.True(approved.GetProperty("ok").GetBoolean(), approved.ToString());
        Assert.Equal(0, (await RunAsync("status")).Code);
        _environment.Remove("OPENCLAW_GATEWAY_TOKEN");
        Assert.Equal(0, (await RunAsync("status")).Code);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CliApplication.RunAsync(
            arguments,
            new CliContext(new CliTerminal(output, error, false), new ConfigurationSources { Environment = _environment, HomeDirectory = _home.Root }, TimeProvider.System),
            CancellationToken.None);
        return (code, output.ToString() + error);
    }
}
