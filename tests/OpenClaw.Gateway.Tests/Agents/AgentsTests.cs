using System.Text.Json;
using OpenClaw.Configuration.Schema;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Agents;

public sealed class AgentsTests : RunsFixture
{
    [Theory]
    [InlineData("claw", "C")]
    [InlineData("🦞 Claw", "🦞")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    [InlineData(" ", "A")]
    public async Task An_agent_without_a_picture_is_shown_by_the_first_character_of_its_name(string name, string avatar)
    {
        Configuration = Configuration with { Agents = Configuration.Agents with { List = [new AgentBlock { Id = "main", Name = name }] } };
        Assert.Equal(avatar, (await CallAsync(MethodNames.AgentIdentityGet))["avatar"].GetString());
    }

    [Fact]
    public async Task The_default_model_is_that_of_the_configuration_as_of_now()
    {
        Assert.Equal("large", await DefaultModelAsync());
        Configuration = Configuration with { Agents = new AgentsBlock { Defaults = new AgentDefaultsBlock { Model = new ModelChoice { Primary = "second/small" } } } };
        Assert.Equal("small", await DefaultModelAsync());
    }

    private async Task<string?> DefaultModelAsync() =>
        (await CallAsync(MethodNames.ModelsList))["models"].EnumerateArray().Single(static model => model.GetProperty("tags").GetArrayLength() > 0).GetProperty("id").GetString();
}
