using System.Text.Json;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Config;

/// <summary>The configuration as clients change it, on the whole daemon: what is written, what is kept, what counts at once.</summary>
public sealed class ConfigWriteTests
{
    private const string Mark = "__OPENCLAW_REDACTED__";

    private const string Text = $$"""
        // hand-written
        {
          gateway: { mode: "local", auth: { mode: "token", token: "{{DaemonUnderTest.Token}}" } }, // the door
          models: { providers: { mine: { baseUrl: "http://127.0.0.1:9/v1", apiKey: "sk-very-secret", models: [{ id: "m" }] } } },
          agents: { list: [ { id: "main", default: true }, { id: "ops", name: "Ops" } ] },
        }
        """;

    [Fact]
    public async Task What_a_client_was_shown_it_can_send_back_changed_and_no_comment_or_secret_is_lost()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var shown = await PayloadAsync(client, "config.get");
        var config = shown.GetProperty("config").GetRawText();
        Assert.DoesNotContain("very-secret", shown.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(Mark, shown.GetProperty("config").GetProperty("gateway").GetProperty("auth").GetProperty("token").GetString());

        var noop = await PayloadAsync(client, "config.set", new { raw = config, baseHash = Hash(shown) });
        Assert.True(noop.GetProperty("noop").GetBoolean());
        Assert.Equal(Text, await File.ReadAllTextAsync(daemon.ConfigFile));

        var changed = await PayloadAsync(client, "config.set", new { raw = config.Replace("\"Ops\"", "\"Operations\"", StringComparison.Ordinal), baseHash = Hash(shown) });
        Assert.NotEqual(Hash(shown), Hash(changed));
        var written = await File.ReadAllTextAsync(daemon.ConfigFile);
        Assert.StartsWith(Text[..Text.LastIndexOf('}')].TrimEnd().Replace("\"Ops\"", "\"Operations\"", StringComparison.Ordinal), written, StringComparison.Ordinal);
        Assert.Contains("lastTouchedVersion", written, StringComparison.Ordinal);
        Assert.Equal(Text, await File.ReadAllTextAsync(daemon.ConfigFile + ".bak"));
        Assert.Equal("Operations", (await PayloadAsync(client, "agents.list")).GetProperty("agents")[1].GetProperty("name").GetString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(daemon.ConfigFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(daemon.ConfigFile + ".bak"));
        }
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var shown = await PayloadAsync(client, "config.get");
        var inTheWay = Directory.CreateDirectory(daemon.ConfigFile + ".bak");
        var change = new { raw = """{ agents: { defaults: { timeoutSeconds: 77 } } }""", baseHash = Hash(shown) };
        var refused = await ErrorAsync(client, "config.patch", change);
        Assert.StartsWith("the configuration cannot be changed: ", refused, StringComparison.Ordinal);
        Assert.Contains(inTheWay.FullName, refused, StringComparison.Ordinal);
        Assert.StartsWith("the configuration cannot be changed: ", await ErrorAsync(client, "agents.create", new { name = "Another", workspace = "/w" }), StringComparison.Ordinal);
        Assert.Equal(Text, await File.ReadAllTextAsync(daemon.ConfigFile));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(daemon.ConfigFile)!, "*.tmp"));

        inTheWay.Delete();
        await PayloadAsync(client, "config.patch", change);
    }

    [Fact]
    public async Task A_change_needs_the_hash_of_what_it_is_based_on()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var shown = await PayloadAsync(client, "config.get");
        const string Patch = """{ agents: { defaults: { timeoutSeconds: 77 } } }""";
        Assert.Equal("config base hash required; re-run config.get and retry", await ErrorAsync(client, "config.patch", new { raw = Patch }));
        Assert.True((await PayloadAsync(client, "config.patch", new { raw = """{ gateway: { mode: "local" } }""" })).GetProperty("noop").GetBoolean());

        await daemon.WriteConfigAsync(Text + "// somebody else");
        await daemon.LogLineAsync("configuration read again");
        Assert.Equal("config changed since last load; re-run config.get and retry", await ErrorAsync(client, "config.patch", new { raw = Patch, baseHash = Hash(shown) }));

        var again = await PayloadAsync(client, "config.get");
        var patched = await PayloadAsync(client, "config.patch", new { raw = Patch, baseHash = Hash(again) });
        Assert.Equal(77, patched.GetProperty("config").GetProperty("agents").GetProperty("defaults").GetProperty("timeoutSeconds").GetInt32());
        Assert.False(patched.TryGetProperty("restart", out _));
        Assert.EndsWith("// somebody else", await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);

        var port = await PayloadAsync(client, "config.patch", new { raw = """{ logging: { level: "debug" } }""", baseHash = Hash(patched) });
        Assert.Equal("logging", port.GetProperty("restart").GetProperty("keys")[0].GetString());
    }

    [Fact]
    public async Task What_would_break_the_configuration_is_refused_with_every_reason_and_the_file_stays()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var hash = Hash(await PayloadAsync(client, "config.get"));
        var answer = await client.CallAsync("config.patch", JsonSerializer.Serialize(new { raw = """{ gateway: { port: "many", bind: "moon" } }""", baseHash = hash }));
        var error = answer.GetProperty("error");
        Assert.StartsWith("invalid config: gateway.port: must be a whole number", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["gateway.port", "gateway.bind"], error.GetProperty("details").GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("path").GetString()));

        foreach (var (raw, message) in new[]
        {
            ("{ gateway: ", "invalid config: "),
            ("[]", "invalid config: it must be an object"),
            ($$"""{ gateway: { auth: { password: "{{Mark}}" } } }""", $"{Mark} stands for a secret that is stored here, and none is"),
            ("""{ gateway: { auth: { token: null } } }""", "invalid config: Gateway auth is set to token, but no token is configured"),
            ("""{ gateway: { mode: null } }""", "invalid config: Gateway start blocked"),
        })
        {
            Assert.StartsWith(message, await ErrorAsync(client, "config.patch", new { raw, baseHash = hash }), StringComparison.Ordinal);
        }

        Assert.Equal(Text, await File.ReadAllTextAsync(daemon.ConfigFile));
        Assert.Equal(hash, Hash(await PayloadAsync(client, "config.get")));
    }

    [Fact]
    public async Task A_secret_that_a_client_changes_counts_at_once()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var shown = await PayloadAsync(client, "config.get");
        await client.SendAsync(JsonSerializer.Serialize(new { type = "req", id = "p", method = "config.patch", @params = new { raw = """{ gateway: { auth: { token: "another-token-1" } } }""", baseHash = Hash(shown) } }));
        await client.ReceiveToEndAsync();
        Assert.Equal(4001, (int)client.CloseCode!);
        using var late = await daemon.OpenAsync();
        await late.HandshakeAsync("another-token-1");
    }

    [Fact]
    public async Task Agents_come_change_and_go_without_a_restart()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var created = await PayloadAsync(client, "agents.create", new { name = "Night Watch", emoji = "🦉" });
        Assert.Equal("night-watch", created.GetProperty("agentId").GetString());
        Assert.Equal("agent \"night-watch\" already exists", await ErrorAsync(client, "agents.create", new { name = "night watch" }));
        Assert.Equal("\"main\" is reserved", await ErrorAsync(client, "agents.create", new { name = "Main" }));

        var file = await PayloadAsync(client, "agents.files.set", new { agentId = "night-watch", name = "SOUL.md", content = "Be quiet." });
        Assert.Equal((9, false), (file.GetProperty("file").GetProperty("size").GetInt32(), file.GetProperty("file").GetProperty("missing").GetBoolean()));
        Assert.Equal("Be quiet.", (await PayloadAsync(client, "agents.files.get", new { agentId = "night-watch", name = "SOUL.md" })).GetProperty("file").GetProperty("content").GetString());
        var listed = (await PayloadAsync(client, "agents.files.list", new { agentId = "night-watch" })).GetProperty("files").EnumerateArray().ToList();
        Assert.Single(listed, entry => !entry.GetProperty("missing").GetBoolean());
        foreach (var name in new[] { "../openclaw.json", "openclaw.json", "/etc/passwd", "soul.md" })
        {
            Assert.Equal("unsupported file", await ErrorAsync(client, "agents.files.get", new { agentId = "night-watch", name }));
            Assert.Equal("unsupported file", await ErrorAsync(client, "agents.files.set", new { agentId = "night-watch", name, content = "x" }));
        }

        await PayloadAsync(client, "agents.update", new { agentId = "night-watch", name = "Owl" });
        var owl = (await PayloadAsync(client, "agents.list")).GetProperty("agents").EnumerateArray().Single(agent => agent.GetProperty("id").GetString() == "night-watch");
        Assert.Equal(("Owl", "🦉"), (owl.GetProperty("name").GetString(), owl.GetProperty("identity").GetProperty("emoji").GetString()));
        await client.CallAsync("chat.send", """{"sessionKey":"agent:night-watch:main","message":"hoo","idempotencyKey":"k1"}""");
        Assert.Equal("agent:night-watch:main", (await client.ReceiveEventAsync("chat")).GetProperty("payload").GetProperty("sessionKey").GetString());

        await PayloadAsync(client, "agents.delete", new { agentId = "night-watch", deleteFiles = true });
        Assert.Equal("agent \"night-watch\" not found", await ErrorAsync(client, "agents.delete", new { agentId = "night-watch" }));
        Assert.Equal("\"main\" cannot be deleted", await ErrorAsync(client, "agents.delete", new { agentId = "main" }));
        Assert.Equal("unknown agent id", await ErrorAsync(client, "agents.files.list", new { agentId = "night-watch" }));
        Assert.False(Directory.Exists(created.GetProperty("workspace").GetString()));
        Assert.Equal(2, (await PayloadAsync(client, "agents.list")).GetProperty("agents").GetArrayLength());
        Assert.StartsWith("// hand-written", await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_that_stand_under_their_ids_stay_there()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text.Replace("list: [ { id: \"main\", default: true }, { id: \"ops\", name: \"Ops\" } ]", "entries: { main: { default: true }, /* fast */ quick: { name: 'Quick' } }", StringComparison.Ordinal));
        using var client = await daemon.ConnectAsync();
        await PayloadAsync(client, "agents.create", new { name = "Owl", emoji = "🦉" });
        await PayloadAsync(client, "agents.update", new { agentId = "quick", name = "Quicker" });
        await PayloadAsync(client, "agents.delete", new { agentId = "owl", deleteFiles = true });
        await PayloadAsync(client, "agents.create", new { name = "Crow" });

        var entries = (await PayloadAsync(client, "config.get")).GetProperty("config").GetProperty("agents").GetProperty("entries");
        Assert.Equal(["main", "quick", "crow"], entries.EnumerateObject().Select(static entry => entry.Name));
        Assert.Equal("""{"name":"Quicker"}""", entries.GetProperty("quick").GetRawText());
        Assert.Contains("/* fast */", await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ gateway: { auth: ", "not valid JSON5")]
    [InlineData("{ gateway: { mode: \"local\", bind: \"moon\" } }", "gateway.bind")]
    public async Task A_file_that_broke_while_it_ran_is_shown_as_broken_and_can_be_replaced_as_a_whole(string broken, string said)
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        await daemon.WriteConfigAsync(broken);
        await daemon.LogLineAsync("the changed configuration is not used");

        var shown = await PayloadAsync(client, "config.get");
        Assert.False(shown.GetProperty("valid").GetBoolean());
        Assert.Contains(said, shown.GetProperty("issues")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        var config = shown.GetProperty("config").GetRawText();
        Assert.Contains("Ops", config, StringComparison.Ordinal);

        // Part of a document says nothing about the rest, which a person was about to change.
        var refusal = await ErrorAsync(client, "config.patch", new { raw = """{ logging: { level: "debug" } }""", baseHash = Hash(shown) });
        Assert.StartsWith("the configuration file is not valid", refusal, StringComparison.Ordinal);
        Assert.Equal(broken, await File.ReadAllTextAsync(daemon.ConfigFile));

        await PayloadAsync(client, "config.set", new { raw = config, baseHash = Hash(shown) });
        Assert.Equal(broken, await File.ReadAllTextAsync(daemon.ConfigFile + ".bak"));
        Assert.StartsWith("// hand-written", await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);
        Assert.Contains(DaemonUnderTest.Token, await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);
        var repaired = await PayloadAsync(client, "config.get");
        Assert.True(repaired.GetProperty("valid").GetBoolean());
        Assert.Equal(0, repaired.GetProperty("issues").GetArrayLength());
    }

    [Fact]
    public async Task The_schema_says_what_the_readers_accept()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        var answer = await PayloadAsync(client, "config.schema");
        var properties = answer.GetProperty("schema").GetProperty("properties");
        Assert.Equal("""{"type":"integer","minimum":1,"maximum":65535}""", properties.GetProperty("gateway").GetProperty("properties").GetProperty("port").GetRawText());
        Assert.Contains("tailnet", properties.GetProperty("gateway").GetProperty("properties").GetProperty("bind").GetProperty("enum").ToString(), StringComparison.Ordinal);
        Assert.Equal("string", properties.GetProperty("agents").GetProperty("properties").GetProperty("list").GetProperty("items").GetProperty("properties").GetProperty("id").GetProperty("type").GetString());
        foreach (var secret in new[] { "gateway.auth.token", "gateway.auth.password", "models.providers.*.apiKey", "hooks.token" })
        {
            Assert.True(answer.GetProperty("uiHints").GetProperty(secret).GetProperty("sensitive").GetBoolean());
        }

        var auth = await PayloadAsync(client, "config.schema.lookup", new { path = "gateway.auth" });
        Assert.Contains(auth.GetProperty("children").EnumerateArray(), child => child.GetProperty("path").GetString() == "gateway.auth.mode");
        Assert.Equal("config schema path not found", await ErrorAsync(client, "config.schema.lookup", new { path = "gateway.nowhere" }));
    }

    [Fact]
    public async Task So_many_changes_in_a_minute_are_enough()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Text);
        using var client = await daemon.ConnectAsync();
        JsonElement answer = default;
        for (var i = 0; i <= 30; i++)
        {
            answer = await client.CallAsync("config.patch", """{"raw":"{}"}""");
        }

        var error = answer.GetProperty("error");
        Assert.StartsWith("rate limit exceeded for config.patch; retry after ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(error.GetProperty("retryable").GetBoolean());
        Assert.InRange(error.GetProperty("retryAfterMs").GetInt32(), 1, 60_000);
    }

    private static string Hash(JsonElement payload) => payload.GetProperty("hash").GetString()!;

    private static async Task<JsonElement> PayloadAsync(RawClient client, string method, object? parameters = null)
    {
        var answer = await client.CallAsync(method, parameters is null ? null : JsonSerializer.Serialize(parameters));
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer.GetProperty("payload");
    }

    private static async Task<string?> ErrorAsync(RawClient client, string method, object parameters)
    {
        var answer = await client.CallAsync(method, JsonSerializer.Serialize(parameters));
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer.GetProperty("error").GetProperty("message").GetString();
    }
}
