using System.Text.Json;
using OpenClaw.TestSupport;

namespace OpenClaw.Cli.Tests;

/// <summary>Conversations from and to files of the original's form.</summary>
public sealed class SessionTransferCommandTests : GatewayCommandTest
{
    [Fact]
    public async Task Conversations_are_sent_in_pieces_under_the_ids_that_they_have()
    {
        WriteStore(
            """{"agent:main:main":{"sessionId":"one","updatedAt":1769767300000,"label":"roses","providerOverride":"p","modelOverride":"m"},"old":{"sessionId":"two","sessionFile":"/gone/two.jsonl"},"broken":{}}""",
            ("one", string.Concat(Enumerable.Range(0, 201).Select(static i => $$$"""{"type":"message","id":"m{{{i}}}","message":{"role":"user","content":"hi"}}""" + "\n"))),
            ("two", """{"type":"session","id":"two","timestamp":"2026-01-30T10:00:00Z"}""" + "\nno json\n\n" + """{"type":"message","message":{"role":"user","content":"hi"}}""" + "\n"));
        Gateway.On("sessions.import", """{"ok":true,"key":"k","status":"imported","imported":1,"skipped":0}""");

        Assert.Equal(0, await Run.RunAsync("sessions", "import", "--json"));

        var requests = Gateway.Requests.Select(static request => request.Params).ToList();
        Assert.Equal([("agent:main:main", 200), ("agent:main:main", 1), ("old", 1)], requests.Select(static request => (request.GetProperty("key").GetString(), request.GetProperty("messages").GetArrayLength())));
        Assert.Equal(("one", "roses", "p/m", 1769767300000), (Text(requests[0], "sessionId"), Text(requests[0], "label"), Text(requests[0], "model"), requests[0].GetProperty("updatedAt").GetInt64()));
        Assert.Equal(("ops", 1769767200000, "line-4"), (Text(requests[2], "agentId"), requests[2].GetProperty("createdAt").GetInt64(), Text(requests[2].GetProperty("messages")[0], "id")));
        var outcome = JsonDocument.Parse(Run.Out.Text).RootElement;
        Assert.Equal((2, 3, 1), (outcome.GetProperty("sessions").GetInt32(), outcome.GetProperty("messages").GetInt32(), outcome.GetProperty("skippedMessages").GetInt32()));
    }

    /// <summary>Node writes a text that was cut inside an emoji as half of a pair, and reads it again.</summary>
    [Fact]
    public async Task Half_a_character_keeps_no_conversation_from_coming()
    {
        WriteStore("""{"old":{"sessionId":"one","label":"\ud83d"}}""", ("one", """{"type":"message","message":{"role":"user","content":"\ud83d"}}""" + "\n"));
        Gateway.On("sessions.import", """{"ok":true,"key":"k","status":"imported","imported":1,"skipped":0}""");

        Assert.Equal(0, await Run.RunAsync("sessions", "import"));

        var request = Assert.Single(Gateway.Requests).Params;
        Assert.Equal(("\ufffd", "\ufffd"), (Text(request, "label"), Text(request.GetProperty("messages")[0].GetProperty("message"), "content")));
    }

    [Fact]
    public async Task What_the_gateway_does_not_take_is_said_and_the_rest_goes_on()
    {
        WriteStore("""{"a":{"sessionId":"one"},"b":{"sessionId":"two"}}""");
        Gateway.On("sessions.import", call => call.Params.GetProperty("key").GetString() == "a"
            ? call.AnswerAsync("""{"ok":false,"key":"a","status":"conflict","imported":0,"skipped":0}""")
            : call.AnswerAsync("""{"ok":true,"key":"b","status":"imported","imported":0,"skipped":0}"""));

        Assert.Equal(1, await Run.RunAsync("sessions", "import"));
        Assert.Equal("1 of 2 sessions taken over, 0 messages; 0 were here already\na: the gateway has another conversation under this key\n", Run.Out.Text);
    }

    [Fact]
    public async Task A_folder_without_sessions_is_an_error() => Assert.Equal(1, await Run.RunAsync("sessions", "import", Run.Home));

    [Fact]
    public async Task What_is_written_can_be_read_again()
    {
        Gateway
            .On("sessions.list", """{"sessions":[{"key":"agent:ops:main"}]}""")
            .On("sessions.export", call => call.AnswerAsync(call.Params.GetProperty("offset").GetInt32() == 0
                ? """{"key":"agent:ops:main","sessionId":"one","createdAt":1769767200000,"updatedAt":1,"entry":{"sessionId":"one","updatedAt":1},"messages":[{"type":"message","id":"a","message":{"role":"user","content":"hi"}}],"totalMessages":2,"nextOffset":1}"""
                : """{"key":"agent:ops:main","sessionId":"one","createdAt":1769767200000,"updatedAt":1,"entry":{"sessionId":"one","updatedAt":1},"messages":[{"type":"message","id":"b","message":{"role":"user","content":"ho"}}],"totalMessages":2}"""))
            .On("sessions.import", """{"ok":true,"key":"k","status":"unchanged","imported":0,"skipped":0}""");
        var folder = Path.Combine(Run.Home, "out");

        Assert.Equal(0, await Run.RunAsync("sessions", "export", folder));
        Assert.Equal(0, await Run.RunAsync("sessions", "import", folder));

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "agents", "ops", "sessions", "one.jsonl"));
        Assert.Equal(
            [
                """{"type":"session","version":3,"id":"one","timestamp":"2026-01-30T10:00:00.000Z","cwd":""}""",
                """{"type":"message","id":"a","parentId":null,"message":{"role":"user","content":"hi"}}""",
                """{"type":"message","id":"b","parentId":"a","message":{"role":"user","content":"ho"}}""",
            ],
            lines);
        Assert.Equal("1769767200000", Gateway.Requests.Last().Params.GetProperty("createdAt").GetRawText());
        Assert.Equal(2, Gateway.Requests.Last().Params.GetProperty("messages").GetArrayLength());
    }

    private void WriteStore(string index, params (string Id, string Lines)[] transcripts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Run.Home, ".openclaw", "agents", "ops", "sessions")).FullName;
        File.WriteAllText(Path.Combine(folder, "sessions.json"), index);
        foreach (var (id, lines) in transcripts)
        {
            File.WriteAllText(Path.Combine(folder, $"{id}.jsonl"), lines);
        }
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
