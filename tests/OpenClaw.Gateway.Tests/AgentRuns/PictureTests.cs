using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.AgentRuns;

/// <summary>Pictures that a model makes are part of its answer: kept, listed, and given to whoever waits for the run.</summary>
public sealed class PictureTests : RunsFixture
{
    private static readonly MessageContent.Image s_picture = new("image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47, 1, 2 });

    private readonly ScriptedTools _host = new();

    internal override IToolHost Tools => _host;

    [Fact]
    public async Task A_picture_is_kept_with_the_answer_and_given_to_who_waits()
    {
        StartAgent("r1", "draw a cat");
        (await Model.NextCallAsync()).Say("Here it is.").Draw(s_picture).Complete();
        var chat = await ExpectChatAsync("r1", "final");
        var final = await ExpectFinalAsync("req-r1");
        await RestartAsync();
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });
        var export = await CallAsync(MethodNames.SessionsExport, new { key = "main" });
        StartAgent("r1", "draw a cat", id: "again");
        var again = await ExpectFinalAsync("again");
        StartAgent("r2", "and now?");
        var next = await Model.NextCallAsync();
        next.Complete();

        Assert.Equal(("Here it is.", "image", 6), (chat["message.content.0.text"].GetString(), chat["message.content.1.type"].GetString(), chat["message.content.1.sizeBytes"].GetInt32()));
        Assert.Equal("data:image/png;base64,iVBORwEC", final["result.payloads.1.mediaUrls.0"].GetString());
        Assert.Equal("data:image/png;base64,iVBORwEC", again["result.payloads.1.mediaUrls.0"].GetString());
        Assert.Equal(("image", "image/png", true), (
            history["messages.1.content.1.type"].GetString(), history["messages.1.content.1.mimeType"].GetString(), history["messages.1.content.1.omitted"].GetBoolean()));
        Assert.Equal("iVBORwEC", export["messages.1.message.content.1.data"].GetString());
        Assert.Contains("a picture that you made", next.Request.Messages[1].JoinText(), StringComparison.Ordinal);
        Assert.DoesNotContain(next.Request.Messages[1].Content, static part => part is MessageContent.Image);
    }

    [Fact]
    public async Task A_picture_in_front_of_a_tool_call_is_kept_once_and_is_part_of_the_runs_answer()
    {
        StartAgent("r1", "draw a cat and look at it");
        (await Model.NextCallAsync()).Draw(s_picture).Ask(("c1", "look", "{}")).Complete(reason: StopReason.ToolUse);
        (await _host.NextCallAsync()).Return("a cat");
        (await Model.NextCallAsync()).Say("It is a cat.").Complete();
        var final = await ExpectFinalAsync("req-r1");
        var history = await CallAsync(MethodNames.ChatHistory, new { sessionKey = "main" });

        Assert.Equal(1, final["result.payloads.1.mediaUrls"].GetArrayLength());
        Assert.Equal(["image", "toolCall"], history["messages.1.content"].EnumerateArray().Select(static part => part.GetProperty("type").GetString()));
        Assert.Equal("text", Assert.Single(history["messages.3.content"].EnumerateArray()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_picture_of_an_answer_that_failed_is_not_the_answers()
    {
        StartAgent("r1", "draw");
        var first = await Model.NextCallAsync();
        first.Draw(s_picture).Fail(new ModelException(ModelErrorKind.Unavailable, "gone"));
        (await Catalog["second"].NextCallAsync()).Say("I cannot draw.").Complete();
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal("I cannot draw.", Assert.Single(final["result.payloads"].EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task More_pictures_than_a_run_may_keep_are_said_in_words()
    {
        StartAgent("r1", "draw a lot");
        var call = await Model.NextCallAsync();
        for (var i = 0; i <= PictureLimits.MaxCount; i++)
        {
            call.Draw(s_picture);
        }

        call.Complete();
        var final = await ExpectFinalAsync("req-r1");

        Assert.Equal("ok", final.Text("status"));
        Assert.Equal(PictureLimits.MaxCount, final["result.payloads.1.mediaUrls"].GetArrayLength());
        Assert.Contains("more than one run may keep", final["result.payloads.0.text"].GetString(), StringComparison.Ordinal);
    }
}
