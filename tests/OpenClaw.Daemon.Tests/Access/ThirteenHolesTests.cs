using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Daemon.Http.ToolsInvoke;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Access;

/// <summary>The published holes of gateways of this kind, each tried on the whole daemon over real sockets. A test's name begins with the hole's.</summary>
public sealed class ThirteenHolesTests
{
    private const string Token = DaemonUnderTest.Token;
    private static readonly string[] Everything = ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"];

    private static string Config(string more) => $$"""{ gateway: { mode: "local", auth: { mode: "token", token: "{{Token}}" } }, {{more}} }""";

    [Fact]
    public async Task CVE_2026_25253_no_link_sends_a_credential_elsewhere_and_no_foreign_page_gets_a_socket()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        using var plain = await http.GetAsync(new Uri("/", UriKind.Relative));
        using var linked = await http.GetAsync(new Uri("/?gatewayUrl=wss%3A%2F%2Fevil.example%2F&token=x", UriKind.Relative));
        Assert.DoesNotContain("evil.example", await linked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await linked.Content.ReadAsStringAsync());
        Assert.DoesNotContain("ws:", Assert.Single(linked.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var page = await RawClient.OpenAsync(daemon.Port, ("Origin", "https://evil.example"));
        var answer = await page.ConnectSignedAsync(1, Token, Everything);
        Assert.Equal("CONTROL_UI_ORIGIN_NOT_ALLOWED", DetailCode(answer));
    }

    [Fact]
    public async Task CVE_2026_25593_who_may_not_administer_changes_no_configuration()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var admin = await daemon.ConnectAsync();
        using var client = await daemon.OpenAsync();
        Assert.True((await client.ConnectSignedAsync(1, Token, ["operator.read", "operator.write", "operator.approvals", "operator.pairing"])).GetProperty("ok").GetBoolean());
        var shown = (await client.CallAsync("config.get")).GetProperty("payload");
        var before = await File.ReadAllTextAsync(daemon.ConfigFile);

        // Each of these works for who may, so it is the scope alone that keeps the others out; what runs commands is an allowed field for nobody else.
        const string Command = """{ mcp: { servers: { evil: { command: "/bin/sh" } } } }""";
        foreach (var (method, parameters) in new (string, object)[]
        {
            ("config.patch", new { raw = Command, baseHash = shown.GetProperty("hash").GetString() }),
            ("config.set", new { raw = Command, baseHash = shown.GetProperty("hash").GetString() }),
            ("config.apply", new { raw = Command, baseHash = shown.GetProperty("hash").GetString() }),
            ("agents.create", new { name = "evil" }),
            ("agents.files.set", new { agentId = "main", name = "AGENTS.md", content = "obey" }),
        })
        {
            var refused = await client.CallAsync(method, JsonSerializer.Serialize(parameters));
            Assert.Equal("MISSING_SCOPE", DetailCode(refused));
            Assert.Equal(before, await File.ReadAllTextAsync(daemon.ConfigFile));
        }

        Assert.True((await admin.CallAsync("config.patch", JsonSerializer.Serialize(new { raw = Command, baseHash = shown.GetProperty("hash").GetString() }))).GetProperty("ok").GetBoolean());
        Assert.Contains("evil", await File.ReadAllTextAsync(daemon.ConfigFile), StringComparison.Ordinal);
    }

    [Fact]
    public void CVE_2026_26322_nothing_that_an_agent_or_client_says_names_the_gateway_to_call()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), "protocol", "schema"), "*.json", SearchOption.AllDirectories))
        {
            using var schema = JsonDocument.Parse(File.ReadAllText(file));
            if (schema.RootElement.TryGetProperty("properties", out var properties))
            {
                Assert.DoesNotContain(properties.EnumerateObject(), property =>
                    property.Name.Contains("gatewayUrl", StringComparison.OrdinalIgnoreCase) || property.Name.Contains("gatewayToken", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task CVE_2026_28472_a_token_does_not_stand_in_for_the_devices_signature()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var client = await daemon.OpenAsync();
        var answer = await client.ConnectSignedAsync(1, Token, Everything, signedScopes: ["operator.read"]);
        Assert.Equal("DEVICE_AUTH_SIGNATURE_INVALID", DetailCode(answer));
        using var operatorClient = await daemon.ConnectAsync();
        var devices = await operatorClient.CallAsync("device.pair.list", "{}");
        Assert.DoesNotContain(RawClient.DeviceId(1), devices.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GHSA_rqpp_rjj8_7wv8_scopes_that_a_client_declares_are_not_granted()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var proxied = await RawClient.OpenAsync(daemon.Port, ("X-Forwarded-For", "198.51.100.7"));
        var hello = await proxied.HandshakeAsync(Token);
        Assert.Empty(hello.GetProperty("auth").GetProperty("scopes").EnumerateArray());
        Assert.Equal("MISSING_SCOPE", DetailCode(await proxied.CallAsync("config.get")));
    }

    [Fact]
    public async Task GHSA_4jpw_hj22_2xmc_a_rotated_token_gives_no_more_than_its_maker_has()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var strong = await daemon.OpenAsync();
        Assert.True((await strong.ConnectSignedAsync(1, Token, Everything)).GetProperty("ok").GetBoolean());
        using var weak = await daemon.OpenAsync();
        Assert.True((await weak.ConnectSignedAsync(2, Token, ["operator.pairing"])).GetProperty("ok").GetBoolean());

        foreach (var scopes in new[] { "", ""","scopes":["operator.admin"]""" })
        {
            var refused = await weak.CallAsync("device.token.rotate", $$"""{"deviceId":"{{RawClient.DeviceId(1)}}","role":"operator"{{scopes}}}""");
            Assert.Equal("MISSING_SCOPE", DetailCode(refused));
        }

        Assert.Equal("MISSING_SCOPE", DetailCode(await weak.CallAsync("device.pair.remove", $$"""{"deviceId":"{{RawClient.DeviceId(1)}}"}""")));
        Assert.True((await strong.CallAsync("config.get")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("//tools/invoke")]
    [InlineData("/tools//invoke")]
    [InlineData("/tools%2finvoke")]
    [InlineData("/tools/./invoke")]
    [InlineData("/healthz/../tools/invoke")]
    [InlineData("/healthz/%2e%2e/tools/invoke")]
    [InlineData("/tools/invoke%00")]
    [InlineData("/tools\\invoke")]
    public async Task GHSA_8j2w_6fmm_m587_a_path_is_read_once_for_authorising_and_routing(string target)
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        foreach (var method in new[] { "GET", "POST" })
        {
            Assert.Equal(400, (await RawHttp.SendAsync(daemon.Port, $"{method} {target}", "localhost", "Content-Length: 0\r\n")).Status);
        }
    }

    [Fact]
    public async Task GHSA_xmxx_7p24_h892_a_replaced_token_opens_neither_old_connections_nor_new_ones_nor_HTTP()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(Config(""));
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        using var client = await daemon.ConnectAsync();
        Assert.NotEqual(HttpStatusCode.Unauthorized, await InvokeAsync(http, Token, "read"));
        await daemon.WriteConfigAsync(Config("").Replace(Token, "another-token", StringComparison.Ordinal));

        await client.ReceiveToEndAsync();
        Assert.Equal(4001, (int)client.CloseCode!);
        using var late = await daemon.OpenAsync();
        await late.ReceiveEventAsync("connect.challenge");
        await late.SendAsync(RawClient.ConnectFrame(Token));
        Assert.Equal("AUTH_TOKEN_MISMATCH", DetailCode((await late.ReceiveAsync())!.Value));
        Assert.Equal(HttpStatusCode.Unauthorized, await InvokeAsync(http, Token, "read"));
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("spawn")]
    [InlineData("shell")]
    [InlineData("fs_write")]
    [InlineData("fs_delete")]
    [InlineData("fs_move")]
    [InlineData("apply_patch")]
    [InlineData("sessions_spawn")]
    [InlineData("sessions_send")]
    [InlineData("cron")]
    [InlineData("gateway")]
    [InlineData("nodes")]
    public async Task GHSA_943q_mwmv_hhvh_dangerous_tools_are_not_there_over_HTTP(string tool)
    {
        Assert.False(HttpToolPolicy.Allows(tool, new GatewayToolsBlock()));
        await using var daemon = await DaemonUnderTest.StartAsync(Config("tools: { allow: ['*'], profile: 'full' }"));
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        Assert.Equal(HttpStatusCode.NotFound, await InvokeAsync(http, Token, tool));
    }

    [Fact]
    public async Task GHSA_xh72_v6v9_mwhc_a_webhook_without_a_secret_is_closed()
    {
        foreach (var (hooks, isOpen) in new[] { ("enabled: true", false), ("enabled: true, token: ''", false), ("enabled: true, token: '${NO_SUCH_VARIABLE}'", false), ("enabled: true, token: 'hook-secret'", true) })
        {
            await using var daemon = await DaemonUnderTest.StartAsync(Config($$"""hooks: { {{hooks}} }"""));
            using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
            foreach (var token in new[] { null, "", " ", "null", "undefined", "${NO_SUCH_VARIABLE}", "hook-secret" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/wake") { Content = new StringContent("""{"text":"hi","mode":"next-heartbeat"}""", Encoding.UTF8, "application/json") };
                if (token is not null)
                {
                    request.Headers.TryAddWithoutValidation("x-openclaw-token", token);
                    request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
                }

                using var response = await http.SendAsync(request);

                // The same request that is let in with the secret, where there is one, is let in by nothing where there is none.
                Assert.Equal(
                    isOpen ? token == "hook-secret" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized : HttpStatusCode.NotFound,
                    response.StatusCode);
            }
        }
    }

    [Fact]
    public async Task CVE_2026_44996_a_message_that_names_a_local_file_does_not_get_its_content()
    {
        await using var daemon = await DaemonUnderTest.StartAsync(
            $$"""{ gateway: { mode: "local", auth: { mode: "token", token: "{{Token}}" }, http: { endpoints: { chatCompletions: { enabled: true } } } } }""");
        var secret = Path.GetTempFileName();
        try
        {
            // The built-in model says again what it is given, so whatever is read comes back.
            var content = $"content-{Guid.NewGuid():N}";
            await File.WriteAllTextAsync(secret, content);
            using var client = await daemon.ConnectAsync();
            var sent = 0;
            foreach (var attachment in new object?[]
            {
                null,
                new { type = "file", mimeType = "text/plain", fileName = secret, content = secret },
                new { type = "file", mimeType = "text/plain", fileName = "a.txt", content = $"file://{secret}" },
                new { type = "file", mimeType = "text/plain", fileName = "a.txt", source = new { type = "url", url = $"file://{secret}" } },
                new { type = "file", mimeType = "text/plain", fileName = "a.txt", source = new { type = "file", path = secret, data = secret } },
                new { type = "image", mimeType = "image/png", fileName = secret, content = secret },
            })
            {
                var answer = await client.CallAsync("chat.send", JsonSerializer.Serialize(new
                {
                    sessionKey = "main",
                    message = $"MEDIA:{secret} ![a](file://{secret})",
                    idempotencyKey = $"k{++sent}",
                    attachments = attachment is null ? [] : new[] { attachment },
                }));
                Assert.Equal(attachment is null, answer.GetProperty("ok").GetBoolean());
                if (attachment is null)
                {
                    // At once: the next call would read past these events.
                    for (var frame = await client.ReceiveEventAsync("chat"); frame.GetProperty("payload").GetProperty("state").GetString() != "final"; frame = await client.ReceiveEventAsync("chat"))
                    {
                        Assert.DoesNotContain(content, frame.ToString(), StringComparison.Ordinal);
                    }
                }
            }


            var history = await client.CallAsync("chat.history", """{"sessionKey":"main"}""");
            Assert.Contains(secret, history.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(content, history.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(content)), history.ToString(), StringComparison.Ordinal);

            using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            foreach (var url in new[] { secret, $"file://{secret}" })
            {
                var body = JsonSerializer.Serialize(new
                {
                    model = "openclaw",
                    messages = new[] { new { role = "user", content = new object[] { new { type = "text", text = "look" }, new { type = "image_url", image_url = new { url } } } } },
                });
                using var response = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"));
                Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            }
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task CVE_2026_22174_coming_from_loopback_is_no_credential()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        foreach (var token in new[] { null, "", "wrong" })
        {
            using var client = await daemon.OpenAsync();
            await client.ReceiveEventAsync("connect.challenge");
            await client.SendAsync(RawClient.ConnectFrame(token));
            Assert.False(Assert.Single(await client.ReceiveToEndAsync()).GetProperty("ok").GetBoolean());
            Assert.Equal(1008, (int)client.CloseCode!);
        }

        // A device of this machine is approved without a person only when it holds the secret.
        using var stranger = await daemon.OpenAsync();
        Assert.False((await stranger.ConnectSignedAsync(1, "wrong", ["operator.read"])).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Trusted_proxy_cross_site_a_page_that_the_proxy_lets_through_still_needs_an_allowed_origin()
    {
        await using var daemon = await DaemonUnderTest.StartAsync("""
            { gateway: { mode: "local", auth: { mode: "trusted-proxy", trustedProxy: { userHeader: "X-Forwarded-User", allowLoopback: true } }, trustedProxies: ["127.0.0.1"],
                         controlUi: { allowedOrigins: ["https://claw.example"] } } }
            """);
        foreach (var (origin, code) in new[] { ("https://evil.example", "CONTROL_UI_ORIGIN_NOT_ALLOWED"), ("https://claw.example", "PAIRING_REQUIRED") })
        {
            using var page = await RawClient.OpenAsync(daemon.Port, ("Origin", origin), ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-User", "ada"));
            Assert.Equal(code, DetailCode(await page.ConnectSignedAsync(1, "", ["operator.read"])));
        }
    }

    private static async Task<HttpStatusCode> InvokeAsync(HttpClient http, string token, string tool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tools/invoke")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { tool, args = new { } }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static string? DetailCode(JsonElement answer)
    {
        Assert.False(answer.GetProperty("ok").GetBoolean(), answer.ToString());
        return answer.GetProperty("error").GetProperty("details").GetProperty("code").GetString();
    }

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "OpenClaw.Actors.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return directory;
    }
}
