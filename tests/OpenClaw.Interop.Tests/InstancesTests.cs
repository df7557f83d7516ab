using System.Net.Http;
using OpenClaw.Interop.Tests.Processes;
using OpenClaw.TestSupport;

namespace OpenClaw.Interop.Tests;

/// <summary>Several gateways on one host, apart by profile or by variables.</summary>
public sealed class InstancesTests
{
    [Fact]
    [Trait("Statement", "MULTI-01")]
    [Trait("Statement", "MULTI-02")]
    [Trait("Statement", "MULTI-03")]
    public async Task Two_gateways_with_their_own_configuration_and_state_run_side_by_side()
    {
        var home = Directory.CreateTempSubdirectory("openclaw-multi-");
        try
        {
            await using var a = await StartAsync(home, "a");
            await using var b = await StartAsync(home, "b");

            var (code, _, errors) = await CliProcess.RunAsync(home.FullName, ["agent", "-m", "only in a"], Environment(home, "a", a));
            Assert.True(code == 0, errors);

            Assert.Contains("agent:main:main", await SessionsAsync(home, "a", a), StringComparison.Ordinal);
            Assert.DoesNotContain("agent:main:main", await SessionsAsync(home, "b", b), StringComparison.Ordinal);
            Assert.True(Directory.Exists(Path.Combine(home.FullName, ".openclaw-a")));
            Assert.False(Directory.Exists(Path.Combine(home.FullName, ".openclaw")));

            // The token of one does not open the other.
            var wrong = Environment(home, "a", b);
            Assert.Equal(1, (await CliProcess.RunAsync(home.FullName, ["health"], wrong)).ExitCode);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Statement", "DEV-02")]
    [Trait("Statement", "DEV-04")]
    [Trait("Statement", "DEV-05")]
    [Trait("Statement", "DEV-09")]
    [Trait("Statement", "DEV-10")]
    [Trait("Statement", "DEV-11")]
    public async Task Dev_gateway_listens_on_19001_and_dev_commands_find_it()
    {
        var home = Directory.CreateTempSubdirectory("openclaw-dev-");
        try
        {
            await using var gateway = await GatewayProcess.StartAsync(home: home, port: 19001, args: ["--dev", "gateway", "--allow-unconfigured"]);

            foreach (var command in (string[])["health", "status"])
            {
                var (code, _, errors) = await CliProcess.RunAsync(home.FullName, ["--dev", command]);
                Assert.True(code == 0, errors);
            }

            using var http = new HttpClient();
            Assert.True((await http.GetAsync(new Uri("http://127.0.0.1:19001/health"))).IsSuccessStatusCode);
            Assert.True(Directory.Exists(Path.Combine(home.FullName, ".openclaw-dev")));
            Assert.False(Directory.Exists(Path.Combine(home.FullName, ".openclaw")));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<GatewayProcess> StartAsync(DirectoryInfo home, string name)
    {
        var port = FreePort.Next();
        await File.WriteAllTextAsync(Path.Combine(home.FullName, $"{name}.json"), $"{{ gateway: {{ mode: 'local', auth: {{ token: 'token-{name}' }} }} }}");
        return await GatewayProcess.StartAsync(home: home, port: port, args: ["gateway", "--port", $"{port}"], environment: new()
        {
            ["OPENCLAW_CONFIG_PATH"] = Path.Combine(home.FullName, $"{name}.json"),
            ["OPENCLAW_STATE_DIR"] = Path.Combine(home.FullName, $".openclaw-{name}"),
        });
    }

    private static Dictionary<string, string> Environment(DirectoryInfo home, string name, GatewayProcess gateway) => new()
    {
        ["OPENCLAW_CONFIG_PATH"] = Path.Combine(home.FullName, $"{name}.json"),
        ["OPENCLAW_STATE_DIR"] = Path.Combine(home.FullName, $".openclaw-{name}"),
        ["OPENCLAW_GATEWAY_PORT"] = $"{gateway.Port}",
    };

    private static async Task<string> SessionsAsync(DirectoryInfo home, string name, GatewayProcess gateway)
    {
        var (code, output, errors) = await CliProcess.RunAsync(home.FullName, ["sessions", "--json"], Environment(home, name, gateway));
        Assert.True(code == 0, errors);
        return output;
    }
}
