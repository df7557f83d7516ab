using System.Text.Json;
using OpenClaw.Gateway.Tests.AgentRuns;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Tests.Sessions;

/// <summary>Conversations as the original's transcript files have them come in, and go out the same.</summary>
public sealed class SessionTransferTests : RunsFixture
{
    private const string Question = """{"type":"message","id":"a1","timestamp":"2026-01-30T10:00:00.000Z","message":{"role":"user","content":"what is this?","timestamp":1769767200000}}""";
    private const string Picture = """{"type":"message","id":"a2","parentId":"a1","timestamp":"2026-01-30T10:00:01.000Z","message":{"role":"user","content":[{"type":"image","data":"AQID","mimeType":"image/png"}]}}""";
    private const string Calling = """{"type":"message","id":"a3","timestamp":"2026-01-30T10:00:02.000Z","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"toolCall","id":"c1","name":"look","arguments":{"at":"it"}}],"api":"x","provider":"first","model":"large","usage":{"input":7,"output":3},"stopReason":"toolUse"}}""";
    private const string Result = """{"type":"message","id":"a4","timestamp":"2026-01-30T10:00:03.000Z","message":{"role":"toolResult","toolCallId":"c1","toolName":"look","content":[{"type":"text","text":"a rose"}],"isError":false}}""";
    private const string Answer = """{"type":"message","id":"a5","timestamp":"2026-01-30T10:00:04.000Z","message":{"role":"assistant","content":[{"type":"text","text":"a rose"}],"api":"x","provider":"first","model":"large","stopReason":"stop"}}""";

    private const string Later = """{"type":"message","id":"a6","timestamp":"2026-01-30T10:00:05.000Z","message":{"role":"user","content":"and this?"}}""";
    private const string Summary = """{"type":"compaction","id":"a7","timestamp":"2026-01-30T10:00:06.000Z","summary":"They looked at a rose.","firstKeptEntryId":"a6","tokensBefore":900}""";

    [Fact]
    public async Task A_conversation_is_taken_in_piece_by_piece_and_a_second_time_changes_nothing()
    {
        var first = await ImportAsync(Question, Picture);
        var second = await ImportAsync(Calling, Result, Answer);
        var again = await ImportAsync(Question, Picture, Calling, Result, Answer);
        await RestartAsync();
        var list = await CallAsync(MethodNames.SessionsList, new { includeLastMessage = true });
        SendChat("c1", "which one?", "old");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal(("imported", 2, "imported", 3), (first.Text("status"), first["imported"].GetInt32(), second.Text("status"), second["imported"].GetInt32()));
        Assert.Equal(("unchanged", 0, 5), (again.Text("status"), again["imported"].GetInt32(), again["totalMessages"].GetInt32()));
        Assert.Equal(
            ("agent:main:old", "the-id", "roses", "a rose", 1769767300000, 1769767200000),
            (list["sessions.0.key"].GetString(), list["sessions.0.sessionId"].GetString(), list["sessions.0.label"].GetString(), list["sessions.0.lastMessagePreview"].GetString(), list["sessions.0.updatedAt"].GetInt64(), list["sessions.0.createdAt"].GetInt64()));
        Assert.Equal(["what is this?", "", "", "a rose", "a rose", "which one?"], call.Request.Messages.Select(static message => message.JoinText()));
    }

    [Fact]
    public async Task What_goes_out_is_what_came_in()
    {
        await ImportAsync(Question, Picture, Calling, Result, Answer);

        var whole = await CallAsync(MethodNames.SessionsExport, new { key = "old" });
        var piece = await CallAsync(MethodNames.SessionsExport, new { key = "old", offset = 1, limit = 2 });
        await CallAsync(MethodNames.SessionsDelete, new { key = "old" });
        var back = await ImportAsync([.. whole["messages"].EnumerateArray().Select(static message => message.GetRawText())]);
        var twice = await CallAsync(MethodNames.SessionsExport, new { key = "old" });

        Assert.Equal(["a1", "a2", "a3", "a4", "a5"], whole["messages"].EnumerateArray().Select(static message => message.GetProperty("id").GetString()));
        Assert.Equal(("AQID", "it"), (whole["messages.1.message.content.0.data"].GetString(), whole["messages.2.message.content.1.arguments.at"].GetString()));
        Assert.Equal((2, 3, 5), (piece["messages"].GetArrayLength(), piece["nextOffset"].GetInt32(), piece["totalMessages"].GetInt32()));
        Assert.Equal("imported", back.Text("status"));
        Assert.Equal(whole["messages"].GetRawText(), twice["messages"].GetRawText());
    }

    [Fact]
    public async Task Half_a_character_in_a_call_s_arguments_goes_out_as_a_whole_one()
    {
        await ImportAsync(Question, Calling.Replace("""{"at":"it"}""", """ "{\"at\":\"\\ud83d\"}" """, StringComparison.Ordinal));
        var whole = await CallAsync(MethodNames.SessionsExport, new { key = "old" });

        Assert.Equal("\ufffd", whole["messages.1.message.content.1.arguments.at"].GetString());
    }

    [Fact]
    public async Task A_summary_that_was_made_there_stands_for_the_older_part_here_and_goes_out_again()
    {
        var imported = await ImportAsync(Question, Picture, Calling, Result, Answer, Later, Summary);
        var again = await ImportAsync(Question, Picture, Calling, Result, Answer, Later, Summary);
        var list = await CallAsync(MethodNames.SessionsList);
        var whole = await CallAsync(MethodNames.SessionsExport, new { key = "old" });
        await CallAsync(MethodNames.SessionsDelete, new { key = "old" });
        await ImportAsync([.. whole["messages"].EnumerateArray().Select(static message => message.GetRawText())]);
        await RestartAsync();
        SendChat("c1", "which one?", "old");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Equal((6, 0, "unchanged"), (imported["imported"].GetInt32(), imported["skipped"].GetInt32(), again.Text("status")));
        Assert.Equal(1769767300000, list["sessions.0.updatedAt"].GetInt64());
        Assert.Equal("a6", whole["messages.6.firstKeptEntryId"].GetString());
        Assert.Contains("They looked at a rose.", call.Request.Messages[0].JoinText(), StringComparison.Ordinal);
        Assert.Equal(["and this?", "which one?"], call.Request.Messages.TakeLast(2).Select(static message => message.JoinText()));
        Assert.DoesNotContain(call.Request.Messages, static message => message.JoinText() == "what is this?");
    }

    [Fact]
    public async Task A_summary_that_names_no_message_stands_for_what_was_said_before_it()
    {
        await ImportAsync(Question, Picture, Calling, Result, Answer, """{"type":"compaction","id":"s","summary":"They looked at a rose.","firstKeptEntryId":"no message"}""", Later);
        SendChat("c1", "which one?", "old");
        var call = await Model.NextCallAsync();
        call.Complete();

        Assert.Contains("They looked at a rose.", call.Request.Messages[0].JoinText(), StringComparison.Ordinal);
        Assert.Equal(["and this?", "which one?"], call.Request.Messages.TakeLast(2).Select(static message => message.JoinText()));
        Assert.DoesNotContain(call.Request.Messages, static message => message.JoinText() == "a rose");
    }

    [Fact]
    public async Task A_session_that_went_its_own_way_is_left_alone()
    {
        SendChat("c1", "hi", "old");
        (await Model.NextCallAsync()).Say("hello").Complete();
        await ExpectChatAsync("c1", "final");

        var conflict = await ImportAsync(Question);

        Assert.Equal((false, "conflict"), (conflict["ok"].GetBoolean(), conflict.Text("status")));
        Assert.Equal(2, (await CallAsync(MethodNames.ChatHistory, new { sessionKey = "old" }))["totalMessages"].GetInt32());
    }

    [Fact]
    public async Task What_is_no_message_is_counted_and_left_out()
    {
        var answer = await ImportAsync(
            Question,
            "{}",
            """{"id":7,"message":{}}""",
            """{"id":"x","message":"no"}""",
            """{"id":"x","message":{"role":"oracle","content":"?"}}""",
            """{"id":"x","message":{"role":"user","content":[1,{"type":"image","data":"%%%"}]}}""",
            """{"id":"y","timestamp":"yesterday","message":{"role":"user","content":"when?","timestamp":-5}}""");
        var unknown = await CallAsync(MethodNames.SessionsExport, new { key = "nobody" });

        Assert.Equal((2, 5), (answer["imported"].GetInt32(), answer["skipped"].GetInt32()));
        Assert.Equal(ErrorCodes.InvalidRequest, unknown.Error!.Code);
    }

    private Task<WireFrame> ImportAsync(params string[] lines) => CallAsync(MethodNames.SessionsImport, new
    {
        key = "old",
        sessionId = "the-id",
        createdAt = 1769767200000,
        updatedAt = 1769767300000,
        label = "roses",
        messages = lines.Select(static line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray(),
    });
}
