using OpenClaw.Configuration;
using OpenClaw.Gateway.Connections;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Lifecycle;

public sealed class MethodsTests : GatewayTest
{
    [Theory]
    [InlineData("channels.status")]
    [InlineData("node.list")]
    [InlineData("node.pair.list")]
    [InlineData("cron.list")]
    [InlineData("cron.status")]
    [InlineData("cron.runs")]
    [InlineData("skills.status")]
    [InlineData("voicewake.get")]
    [InlineData("gateway.identity.get")]
    [InlineData("config.get")]
    [InlineData("device.pair.list")]
    public async Task A_method_whose_subject_is_empty_answers_in_its_schema(string method)
    {
        var (socket, hello) = await ConnectAsync();
        await socket.CallAsync(method);
        Assert.Contains(method, hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Features_list_exactly_what_is_served()
    {
        var (socket, hello) = await ConnectAsync();
        var listed = hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(name => name.GetString()!).ToHashSet();
        foreach (var method in MethodTable.All.Where(method => !method.IsHandshake && (method.Roles & MethodRoles.Operator) != 0 && !listed.Contains(method.Name)))
        {
            Assert.Equal($"unknown method: {method.Name}", (await socket.ErrorAsync(method.Name)).GetProperty("message").GetString());
        }
    }

    [Fact]
    public void Every_registered_method_is_known_once_and_has_a_known_scope()
    {
        var registry = new MethodRegistry();
        foreach (var method in MethodTable.All.Where(method => !method.IsHandshake))
        {
            registry.Add(method.Name, _ => { });
        }

        Assert.Throws<ArgumentException>(() => registry.Add("health", _ => { }));
        Assert.Throws<ArgumentException>(() => registry.Add("no.such.method", _ => { }));
        Assert.Throws<ArgumentException>(() => registry.Add("connect", _ => { }));
    }

    [Fact]
    public async Task The_configuration_is_shown_without_its_secrets()
    {
        var home = Directory.CreateTempSubdirectory("openclaw-config-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(home.FullName, "openclaw.json"), """
                { gateway: { auth: { mode: "token", token: "hide-me-1" } },
                  models: { providers: { p: { baseUrl: "http://127.0.0.1:1/v1", apiKey: "hide-me-2", headers: { "X-Key": "hide-me-3" }, models: [{ id: "m", maxTokens: 4096 }] } } },
                  env: { SOME_NAME: "hide-me-4" }, plugins: { thing: { clientSecret: ["hide-me-5"] } } }
                """);
            Configuration = ConfigurationLoader.Load(new ConfigurationSources
            {
                Environment = new Dictionary<string, string> { ["OPENCLAW_STATE_DIR"] = home.FullName },
                HomeDirectory = home.FullName,
            });
            var (socket, _) = await ConnectAsync();
            var answer = await socket.CallAsync("config.get");
            Assert.DoesNotContain("hide-me", answer.GetRawText(), StringComparison.Ordinal);
            var parsed = answer.GetProperty("parsed");
            Assert.Equal("__OPENCLAW_REDACTED__", parsed.GetProperty("gateway").GetProperty("auth").GetProperty("token").GetString());
            Assert.Equal("http://127.0.0.1:1/v1", parsed.GetProperty("models").GetProperty("providers").GetProperty("p").GetProperty("baseUrl").GetString());
            Assert.Equal(4096, parsed.GetProperty("models").GetProperty("providers").GetProperty("p").GetProperty("models")[0].GetProperty("maxTokens").GetInt32());
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
