namespace OpenClaw.Cli.Tests;

public sealed class ConfigCommandTests
{
    private const string File = """
        {
          // what people write
          gateway: { port: 18789, auth: { mode: 'token', token: '${MY_TOKEN}' } },
          agents: { list: [{ id: 'main' }, { id: 'notes', default: true }] },
        }
        """;

    [Theory]
    [Trait("Statement", "CLI-14")]
    [Trait("Statement", "CLI-15")]
    [InlineData("gateway.auth.mode", "token\n")]
    [InlineData("gateway.auth.token", "s3cret\n")]
    [InlineData("gateway.port", "18789\n")]
    [InlineData("agents.list[1].id", "notes\n")]
    [InlineData("agents.list.1.default", "true\n")]
    [InlineData("agents.list[0]", "{\n  \"id\": \"main\"\n}\n")]
    public async Task Get_prints_values_bare_and_structures_as_json(string path, string expected)
    {
        using var run = new CliRun().WithConfig(File);
        run.Environment["MY_TOKEN"] = "s3cret";
        Assert.Equal(0, await run.RunAsync("config", "get", path));
        Assert.Equal(expected, run.Out.Text);
    }

    [Theory]
    [InlineData("gateway.nothing")]
    [InlineData("agents.list[7]")]
    [InlineData("gateway.port.deeper")]
    public async Task Get_of_what_is_not_set_fails(string path)
    {
        using var run = new CliRun().WithConfig(File);
        Assert.Equal(1, await run.RunAsync("config", "get", path));
        Assert.StartsWith($"openclaw: {path} is not set in ", run.Error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_from_a_file_that_cannot_be_read_ends_with_78()
    {
        using var run = new CliRun().WithConfig("{ gateway: ");
        Assert.Equal(78, await run.RunAsync("config", "get", "gateway"));
    }

    [Fact]
    public async Task Validate_names_what_is_wrong_and_whether_the_gateway_starts()
    {
        using var run = new CliRun().WithConfig("{ gateway: { mode: 'local', port: 'many' } }");
        Assert.Equal(78, await run.RunAsync("config", "validate"));
        Assert.Contains("gateway.port", run.Out.Text, StringComparison.Ordinal);
        Assert.EndsWith("the gateway cannot start with it\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ gateway: { mode: 'remote', auth: { token: 't' } } }", "set gateway.mode=local (current: remote)")]
    [InlineData("{ gateway: { mode: 'local', auth: { token: '${NO_SUCH_VARIABLE}' } } }", "the environment variable NO_SUCH_VARIABLE is not set")]
    public async Task Validate_says_so_when_the_file_is_in_order_and_still_no_gateway_would_start(string config, string reason)
    {
        using var run = new CliRun().WithConfig(config);
        Assert.Equal(0, await run.RunAsync("config", "validate"));
        Assert.Contains("not yet: ", run.Out.Text, StringComparison.Ordinal);
        Assert.Contains(reason, run.Out.Text, StringComparison.Ordinal);
        Assert.EndsWith("no gateway starts on it\n", run.Out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_is_content_with_a_good_file()
    {
        using var run = new CliRun().WithConfig("{ gateway: { mode: 'local', auth: { token: 't' } } }");
        Assert.Equal(0, await run.RunAsync("config", "validate", "--json"));
        Assert.True(System.Text.Json.JsonDocument.Parse(run.Out.Text).RootElement.GetProperty("valid").GetBoolean());
    }
}
