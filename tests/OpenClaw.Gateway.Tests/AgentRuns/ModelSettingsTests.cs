using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.AgentRuns;

/// <summary>What reaches the model: settings of the session and of the run, and nothing that it cannot take.</summary>
public sealed class ModelSettingsTests : RunsFixture
{
    private const string Pixel = "iVBORw0KGgo=";

    [Fact]
    public async Task Slash_commands_take_effect_in_the_next_run()
    {
        await SayAsync("c1", "/model second/small");
        await SayAsync("c2", "/think high");
        await SayAsync("c3", "/verbose full");
        SendChat("r1", "hello");
        var call = await Catalog["second"].NextCallAsync();
        call.Say("hi").Complete();
        await ExpectChatAsync("r1", "final");

        Assert.Equal(("small", ThinkingEffort.High), (call.Request.Model, call.Request.Thinking));
        var row = (await CallAsync(MethodNames.SessionsDescribe, new { key = "main" }))["session"];
        Assert.Equal(("high", "full"), (row.GetProperty("thinkingLevel").GetString(), row.GetProperty("verboseLevel").GetString()));

        await SayAsync("c4", "/model default");
        SendChat("r2", "hello again");
        var plain = await Catalog["first"].NextCallAsync();
        plain.Say("hi").Complete();
        await ExpectChatAsync("r2", "final");
        Assert.Null(plain.Request.Thinking);
    }

    [Fact]
    public async Task A_run_may_think_as_it_was_told_whatever_its_session_says()
    {
        await SayAsync("c1", "/model second/small");
        await SayAsync("c2", "/think low");
        Call(MethodNames.ChatSend, "req", new { sessionKey = "main", message = "hello", thinking = "medium", idempotencyKey = "r1" });
        var call = await Catalog["second"].NextCallAsync();
        call.Say("hi").Complete();
        await ExpectChatAsync("r1", "final");

        Assert.Equal(ThinkingEffort.Medium, call.Request.Thinking);
    }

    [Fact]
    public async Task A_model_that_sees_no_pictures_is_told_that_there_was_one()
    {
        SendPicture("r1");
        var seeing = await Catalog["first"].NextCallAsync();
        seeing.Say("a pixel").Complete();
        await ExpectChatAsync("r1", "final");
        await SayAsync("c1", "/model second/small");
        SendPicture("r2");
        var blind = await Catalog["second"].NextCallAsync();
        blind.Say("I cannot see it").Complete();
        await ExpectChatAsync("r2", "final");

        Assert.DoesNotContain(blind.Request.Messages, static message => message.Content.Any(static part => part is MessageContent.Image));
        Assert.Contains("[image/png, 8 bytes: the user sent a picture, which you cannot see", blind.Request.Messages[^1].JoinText(), StringComparison.Ordinal);
        Assert.Equal(2, blind.Request.Messages.Count(static message => message.JoinText().Contains("which you cannot see", StringComparison.Ordinal)));
        Assert.Contains(seeing.Request.Messages[^1].Content, static part => part is MessageContent.Image);
    }

    private void SendPicture(string run) => Call(
        MethodNames.ChatSend,
        $"req-{run}",
        new { sessionKey = "main", message = "what is this?", idempotencyKey = run, attachments = new[] { new { type = "image", mimeType = "image/png", fileName = "p.png", content = Pixel } } });

    private async Task SayAsync(string run, string command)
    {
        SendChat(run, command);
        await ExpectChatAsync(run, "final");
    }
}
