using System.Text.Json;

namespace OpenClaw.Cli.Tests;

/// <summary><c>models status</c>: what answers, what comes after it, and what stands in the way.</summary>
public sealed class ModelsStatusTests : GatewayCommandTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Gateway
            .On("agents.list", """
                {"defaultId":"main","agents":[{"id":"main","model":{"primary":"local/llama","fallbacks":["far/big","far/gone"]}},{"id":"plain"}]}
                """)
            .On("models.list", """
                {"models":[{"provider":"local","id":"llama","available":true,"tags":["default"]},
                           {"provider":"far","id":"big","available":false,"unavailableReason":"models.providers.far has no key"}]}
                """)
            .On("models.authStatus", """{"ts":1,"providers":[{"provider":"local","status":"static"},{"provider":"far","status":"missing"}]}""");
    }

    [Fact]
    public async Task Models_providers_and_troubles_are_told()
    {
        Assert.Equal(0, await Run.RunAsync("models", "status"));
        Assert.Equal("""
            Agent         : main
            Default       : local/llama
            Fallbacks (2) : far/big, far/gone

            Providers
            - local: ready
            - far: missing

            Troubles
            - far/big: models.providers.far has no key
            - far/gone: the gateway has no such model

            """, Run.Out.Text);
    }

    [Fact]
    public async Task Json_has_the_originals_names()
    {
        Assert.Equal(0, await Run.RunAsync("models", "status", "--json"));
        var document = JsonDocument.Parse(Run.Out.Text).RootElement;
        Assert.Equal(("local/llama", "local/llama"), (document.GetProperty("defaultModel").GetString(), document.GetProperty("resolvedDefault").GetString()));
        Assert.Equal("[\"far\"]", JsonSerializer.Serialize(document.GetProperty("auth").GetProperty("missingProvidersInUse")));
        Assert.Equal("missing", document.GetProperty("auth").GetProperty("providers")[1].GetProperty("effective").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Check_fails_while_a_model_in_use_cannot_answer()
    {
        Assert.Equal(1, await Run.RunAsync("models", "status", "--check"));
        Assert.Equal(0, await Run.RunAsync("models", "status", "--check", "--agent", "plain"));
    }

    [Fact]
    public async Task Plain_is_the_models_name_alone()
    {
        Assert.Equal(0, await Run.RunAsync("models", "status", "--plain", "--agent", "plain"));
        Assert.Equal("local/llama\n", Run.Out.Text);
    }

    [Fact]
    public async Task An_unknown_agent_is_told()
    {
        Assert.Equal(1, await Run.RunAsync("models", "status", "--agent", "nobody"));
        Assert.Equal("openclaw: there is no agent nobody; see: openclaw agents list\n", Run.Error.Text);
    }
}
