using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Tests;

/// <summary>Where a command connects and with which secret: flag, environment, configuration, default.</summary>
public sealed class TargetTests
{
    [Fact]
    public void Nothing_configured_is_loopback_on_the_default_port_without_secret()
    {
        using var run = new CliRun();
        var target = Resolve(run);
        Assert.Equal(("ws://127.0.0.1:18789/", "default port"), (target.Address.ToString(), target.AddressSource));
        Assert.Null(target.Token);
    }

    [Fact]
    public void Port_comes_from_the_file_and_the_environment_wins_over_it()
    {
        using var run = new CliRun().WithConfig("{ gateway: { port: 18901 } }");
        Assert.Equal(18901, Resolve(run).Address.Port);
        run.Environment["OPENCLAW_GATEWAY_PORT"] = "18902";
        Assert.Equal(18902, Resolve(run).Address.Port);
    }

    [Fact]
    public void Url_flag_wins_over_the_variable_and_the_variable_over_the_file()
    {
        using var run = new CliRun().WithConfig("{ gateway: { port: 18901 } }");
        run.Environment["OPENCLAW_GATEWAY_URL"] = "ws://127.0.0.1:2222";
        Assert.Equal(2222, Resolve(run).Address.Port);
        Assert.Equal(("wss://elsewhere.example/", "--url"), (Resolve(run, "wss://elsewhere.example").Address.ToString(), Resolve(run, "wss://elsewhere.example").AddressSource));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "ws://127.0.0.1:5000/")]
    [InlineData("https://gw.example", "wss://gw.example/")]
    [InlineData("127.0.0.1:5000", "ws://127.0.0.1:5000/")]
    public void Address_may_be_written_as_people_write_it(string written, string meant)
    {
        using var run = new CliRun();
        Assert.Equal(meant, Resolve(run, written).Address.ToString());
    }

    [Theory]
    [InlineData("ws://user:hunter2@127.0.0.1:5000")]
    [InlineData("https://hunter2@gw.example")]
    [InlineData("ws://user:hunter2@gw.example:99999")]
    public void A_password_in_the_address_is_refused_and_not_repeated(string written)
    {
        using var run = new CliRun();
        var refused = Assert.Throws<CliException>(() => Resolve(run, written));
        Assert.Equal("INVALID_URL", refused.Code);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("ws://")]
    public void Wrong_address_is_refused(string written)
    {
        using var run = new CliRun();
        Assert.Equal("INVALID_URL", Assert.Throws<CliException>(() => Resolve(run, written)).Code);
    }

    [Fact]
    public void Token_precedence_is_flag_variable_file_generated()
    {
        using var run = new CliRun();
        Directory.CreateDirectory(Path.Combine(run.Home, ".openclaw"));
        var generated = StatePaths.Resolve(new ConfigurationSources { Environment = run.Environment, HomeDirectory = run.Home }).GeneratedTokenFile;
        File.WriteAllText(generated, "generated\n");
        Assert.Equal(("generated", generated), (Resolve(run).Token, Resolve(run).SecretSource));
        run.WithConfig("{ gateway: { auth: { token: 'file' } } }");
        Assert.Equal("file", Resolve(run).Token);
        run.Environment["OPENCLAW_GATEWAY_TOKEN"] = "variable";
        Assert.Equal("variable", Resolve(run).Token);
        Assert.Equal("flag", Resolve(run, token: "flag").Token);
    }

    [Fact]
    public void Password_mode_sends_the_password_and_no_token()
    {
        using var run = new CliRun().WithConfig("{ gateway: { auth: { mode: 'password', password: 'p', token: 't' } } }");
        var target = Resolve(run);
        Assert.Equal(("p", null), (target.Password, target.Token));
    }

    [Fact]
    public void Secrets_of_this_host_do_not_go_to_another()
    {
        using var run = new CliRun().WithConfig("{ gateway: { auth: { token: 'file' } } }");
        Assert.Null(Resolve(run, "wss://elsewhere.example").Token);
        Assert.Equal("file", Resolve(run, "ws://localhost:1").Token);
    }

    [Fact]
    public void Remote_mode_uses_the_remote_block()
    {
        using var run = new CliRun().WithConfig("{ gateway: { mode: 'remote', remote: { url: 'wss://gw.example', token: 'r' } } }");
        var target = Resolve(run);
        Assert.Equal(("wss://gw.example/", "r"), (target.Address.ToString(), target.Token));
    }

    [Fact]
    public void Target_prints_no_secret()
    {
        using var run = new CliRun();
        Assert.DoesNotContain("hidden", Resolve(run, token: "hidden").ToString(), StringComparison.Ordinal);
    }

    private static GatewayTarget Resolve(CliRun run, string? url = null, string? token = null) =>
        GatewayTargetResolver.Resolve(
            new CliContext(new CliTerminal(run.Out, run.Error), new ConfigurationSources { Environment = run.Environment, HomeDirectory = run.Home }, TimeProvider.System),
            url, token, null);
}
