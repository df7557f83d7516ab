using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Commands about nodes, devices, approvals and agents against a gateway that answers as the real one does.</summary>
public sealed class NodeCommandTests : GatewayCommandTest
{
    private const string Nodes = """
        {"nodes":[{"nodeId":"aaaaaaaa11","displayName":"Kitchen","platform":"ios","connected":true,"lastSeenAtMs":1795348740000},
                  {"nodeId":"aaaaaaaa22","displayName":"Shed","platform":"linux","connected":false}]}
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Run.Time = new ManualTime();
        Gateway.On("node.list", Nodes);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("status")]
    public async Task Nodes_are_listed_with_their_state(string command)
    {
        Assert.Equal(0, await Run.RunAsync("nodes", command));
        Assert.Matches(@"Kitchen +aaaaaaaa11 +ios +connected", Run.Out.Text);
        Assert.Matches(@"Shed +aaaaaaaa22 +linux +away", Run.Out.Text);
    }

    [Theory]
    [InlineData("Kitchen")]
    [InlineData("kitchen")]
    [InlineData("aaaaaaaa1")]
    [InlineData("aaaaaaaa11")]
    public async Task A_node_is_meant_by_name_id_or_its_beginning(string meant)
    {
        Gateway.On("node.invoke", """{"ok":true,"payload":{"bins":{"git":"/usr/bin/git"}}}""");
        Assert.Equal(0, await Run.RunAsync("nodes", "invoke", "--node", meant, "--command", "system.which", "--params", """{"bins":["git"]}"""));
        var invoked = Gateway.Requests.Last().Params;
        Assert.Equal(("aaaaaaaa11", "system.which", """{"bins":["git"]}"""), (invoked.GetProperty("nodeId").GetString(), invoked.GetProperty("command").GetString(), invoked.GetProperty("params").GetRawText()));
        Assert.Contains("/usr/bin/git", Run.Out.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Garage", "openclaw: no node is Garage; see: openclaw nodes list\n")]
    [InlineData("aaaaaaaa", "openclaw: 2 nodes are aaaaaaaa; name one by its id: openclaw nodes list\n")]
    public async Task A_node_that_is_not_there_or_not_clear_is_said_so(string meant, string error)
    {
        Assert.Equal(1, await Run.RunAsync("nodes", "describe", "--node", meant));
        Assert.Equal(error, Run.Error.Text);
    }

    [Fact]
    public async Task Nodes_are_renamed_and_removed()
    {
        Gateway.On("node.rename", "{}").On("node.pair.remove", "{}");
        Assert.Equal(0, await Run.RunAsync("nodes", "rename", "--node", "Shed", "--name", "Garden"));
        Assert.Equal("""{"nodeId":"aaaaaaaa22","displayName":"Garden"}""", Gateway.Requests.Last().Params.GetRawText());
        Assert.Equal(0, await Run.RunAsync("nodes", "remove", "--node", "Shed"));
        Assert.Equal("""{"nodeId":"aaaaaaaa22"}""", Gateway.Requests.Last().Params.GetRawText());
    }

    [Theory]
    [InlineData("allow-once", "allow", "a1")]
    [InlineData("allow-always", "allow", "a1", "--always")]
    [InlineData("deny", "deny", "a1")]
    public async Task What_waits_is_decided(string decision, params string[] args)
    {
        Gateway.On("exec.approval.resolve", """{"ok":true}""");
        Assert.Equal(0, await Run.RunAsync(["approvals", .. args]));
        Assert.Equal($$"""{"id":"a1","decision":"{{decision}}"}""", Assert.Single(Gateway.Requests).Params.GetRawText());
        Assert.Equal("[\"operator.approvals\"]", Assert.Single(Gateway.Connects).GetProperty("scopes").GetRawText());
    }

    [Fact]
    public async Task What_waits_is_listed()
    {
        Gateway.On("exec.approval.list", """[{"id":"a1","createdAtMs":1795348740000,"request":{"command":"rm -r build","cwd":"/src","sessionKey":"agent:main:main"}}]""");
        Assert.Equal(0, await Run.RunAsync("approvals", "pending"));
        Assert.Matches(@"a1 +rm -r build +/src +agent:main:main", Run.Out.Text);
    }

    [Fact]
    public async Task Agents_are_listed_and_the_default_is_named()
    {
        Gateway.On("agents.list", """{"defaultId":"main","agents":[{"id":"main","model":{"primary":"p/m"}},{"id":"helper","name":"Helper"}]}""");
        Assert.Equal(0, await Run.RunAsync("agents", "list"));
        Assert.Matches(@"main \(default\) +- +p/m", Run.Out.Text);
        Assert.Matches(@"helper +Helper +- ", Run.Out.Text);
    }

    [Fact]
    public async Task A_device_is_renamed()
    {
        Gateway.On("device.pair.rename", """{"deviceId":"d1"}""");
        Assert.Equal(0, await Run.RunAsync("devices", "rename", "--device", "d1", "--name", "Tablet"));
        Assert.Equal("""{"deviceId":"d1","label":"Tablet"}""", Assert.Single(Gateway.Requests).Params.GetRawText());
    }

    [Theory]
    [InlineData("reset", "sessions.reset")]
    [InlineData("delete", "sessions.delete")]
    public async Task What_cannot_be_undone_wants_to_be_meant(string command, string method)
    {
        Gateway.On(method, """{"ok":true}""");
        Assert.Equal(1, await Run.RunAsync("sessions", command, "agent:main:x"));
        Assert.Empty(Gateway.Requests);
        Assert.Equal($"openclaw: {command} cannot be undone; say that you mean it: openclaw sessions {command} agent:main:x --yes\n", Run.Error.Text);
        Assert.Equal(0, await Run.RunAsync("sessions", command, "agent:main:x", "--yes"));
        Assert.Equal((method, """{"key":"agent:main:x"}"""), (Assert.Single(Gateway.Requests).Method, Gateway.Requests.First().Params.GetRawText()));
    }

    [Fact]
    public async Task A_session_is_shown_with_every_kind_of_message()
    {
        Gateway.On("sessions.get", """{"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":[{"type":"text","text":"hello"},{"type":"toolCall","name":"read"}]}]}""");
        Assert.Equal(0, await Run.RunAsync("sessions", "show", "main", "--limit", "2"));
        Assert.Equal("user: hi\nassistant: hello [toolCall read]\n", Run.Out.Text);
    }

    [Fact]
    public async Task A_command_to_approve_cannot_hide_behind_control_sequences()
    {
        Run.IsInteractive = true;
        Gateway.On("exec.approval.list", """[{"id":"11111111-2222","request":{"command":"rm -rf /\u001b[2K\rls","agentId":"main"},"createdAtMs":1795348740000,"expiresAtMs":1795348860000}]""");

        Assert.Equal(0, await Run.RunAsync("approvals", "list"));

        Assert.Contains("rm -rf /\u241B[2Kls", Run.Out.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', Run.Out.Text);
    }

    [Theory]
    [InlineData(120, "│ Kitchen │ aaaaaaaa11 │")]
    [InlineData(30, "Kitchen aaaaaaaa11 ios")]
    public async Task A_table_that_is_wider_than_the_terminal_has_no_frame_and_breaks_no_word(int width, string row)
    {
        (Run.IsInteractive, Run.Width) = (true, width);
        Assert.Equal(0, await Run.RunAsync("nodes", "list"));
        Assert.Contains(row, Run.Out.Text, StringComparison.Ordinal);
    }
}
