using OpenClaw.Cli.Profiles;
using OpenClaw.Configuration;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

public sealed class ProfileTests
{
    [Theory]
    [InlineData("--profile")]
    [InlineData("--profile", "--dev")]
    [InlineData("--profile=", "status")]
    [InlineData("--profile", "../x", "status")]
    [InlineData("--profile", "a b", "status")]
    [InlineData("--dev", "--profile", "work", "status")]
    public async Task Bad_profile_flags_end_with_2_and_one_line(params string[] args)
    {
        using var run = new CliRun();
        Assert.Equal(2, await run.RunAsync(args));
        Assert.Single(run.Error.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", run.Out.Text);
    }

    [Fact]
    [Trait("Statement", "DEV-11")]
    public async Task Dev_keeps_its_configuration_in_its_own_folder()
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("--dev", "config", "path"));
        Assert.Equal(Path.Combine(run.Home, ".openclaw-dev", "openclaw.json") + "\n", run.Out.Text);
    }

    [Theory]
    [Trait("Statement", "DEV-03")]
    [InlineData("dev", null, ".openclaw/workspace-dev")]
    [InlineData("work", null, ".openclaw/workspace-work")]
    [InlineData("default", null, ".openclaw/workspace")]
    [InlineData("dev", "elsewhere", "elsewhere/workspace")]
    public void The_workspaces_of_profiles_stand_side_by_side_unless_their_state_is_elsewhere(string profile, string? state, string workspace)
    {
        using var run = new CliRun();
        if (state is not null)
        {
            run.Environment["OPENCLAW_STATE_DIR"] = Path.Combine(run.Home, state);
        }

        var sources = ProfileEnvironment.Apply(new ConfigurationSources { Environment = run.Environment, HomeDirectory = run.Home }, profile);
        Assert.Equal(Path.Combine(run.Home, workspace), StatePaths.Resolve(sources).DefaultWorkspace);
    }

    [Theory]
    [Trait("Statement", "DEV-16")]
    [InlineData("--profile", "work")]
    [InlineData("--profile=work")]
    public async Task Named_profile_keeps_configuration_and_state_in_its_own_folder(params string[] flags)
    {
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync([.. flags, "config", "path"]));
        Assert.Equal(Path.Combine(run.Home, ".openclaw-work", "openclaw.json") + "\n", run.Out.Text);

        var sources = ProfileEnvironment.Apply(new ConfigurationSources { Environment = run.Environment, HomeDirectory = run.Home }, "work");
        Assert.Equal(Path.Combine(run.Home, ".openclaw-work"), StatePaths.Resolve(sources).StateDirectory);
        Assert.Equal("work", sources.Environment["OPENCLAW_PROFILE"]);
    }

    [Theory]
    [Trait("Statement", "DEV-09")]
    [Trait("Statement", "DEV-10")]
    [InlineData("status")]
    [InlineData("health")]
    public async Task Dev_targets_port_19001(string command)
    {
        using var run = new CliRun();
        run.Environment["OPENCLAW_STATE_DIR"] = run.Home;
        // Port 19001 may be in use on this machine: what counts is where the command went.
        await run.RunAsync("--dev", command, "--timeout", "2000");
        var status = new CliRun();
        await status.RunAsync("--dev", "gateway", "status", "--no-probe");
        Assert.Contains("Probe target: ws://127.0.0.1:19001\n", status.Out.Text, StringComparison.Ordinal);
        Assert.Contains("ws://127.0.0.1:19001/", run.Error.Text + run.Out.Text, StringComparison.Ordinal);
        status.Dispose();
    }

    [Fact]
    [Trait("Statement", "DEV-12")]
    [Trait("Statement", "MULTI-03")]
    public async Task Environment_wins_over_the_profile()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", """{"ok":true}""");
        using var run = new CliRun();
        run.Environment["OPENCLAW_GATEWAY_PORT"] = $"{gateway.Port}";
        run.Environment["OPENCLAW_GATEWAY_TOKEN"] = ScriptedGateway.Token;
        run.Environment["OPENCLAW_CONFIG_PATH"] = Path.Combine(run.Home, "a.json");

        Assert.Equal(0, await run.RunAsync("--dev", "health"));
        Assert.Equal(0, await run.RunAsync("--dev", "config", "path"));
        Assert.EndsWith($"{Path.Combine(run.Home, "a.json")}\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "DEV-13")]
    public async Task Flags_win_over_the_profile()
    {
        await using var gateway = await ScriptedGateway.StartAsync();
        gateway.On("health", """{"ok":true}""");
        using var run = new CliRun();
        Assert.Equal(0, await run.RunAsync("--dev", "health", "--url", gateway.Address.ToString(), "--token", ScriptedGateway.Token));
    }

    [Fact]
    public async Task Port_in_the_profiles_own_file_wins_over_the_profiles_default()
    {
        using var run = new CliRun().WithConfig("{ gateway: { port: 19555 } }", ".openclaw-dev");
        Assert.Equal(0, await run.RunAsync("--dev", "gateway", "status", "--no-probe"));
        Assert.Contains("Probe target: ws://127.0.0.1:19555\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_profile_is_the_plain_folder()
    {
        var sources = ProfileEnvironment.Apply(new ConfigurationSources { Environment = new Dictionary<string, string>(), HomeDirectory = "/home/u" }, "default");
        Assert.Equal("/home/u/.openclaw", sources.Environment["OPENCLAW_STATE_DIR"]);
    }
}
