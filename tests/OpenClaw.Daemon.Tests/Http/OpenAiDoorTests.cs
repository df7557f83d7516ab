// The package marks its responses client as subject to change.
#pragma warning disable OPENAI001
using System.ClientModel;
using System.Net;
using System.Text.Json;
using OpenAI;
using OpenAI.Responses;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>OpenAI's interfaces: the official .NET package, unmodified, and what a bare client sees.</summary>
public sealed class OpenAiDoorTests(DoorFixture door) : IClassFixture<DoorFixture>
{
    private const string Chat = "/v1/chat/completions";

    private OpenAIClientOptions Options => new() { Endpoint = new Uri(door.Daemon.HttpUrl, "/v1") };

    private OpenAIClient Client => new(new ApiKeyCredential(DaemonUnderTest.Token), Options);

    [Fact]
    [Trait("Statement", "RUN-21")]
    public async Task The_official_package_completes_chats_whole_and_streamed()
    {
        var chat = Client.GetChatClient("openclaw");

        var whole = await chat.CompleteChatAsync("hello there");
        var pieces = new List<string>();
        await foreach (var update in chat.CompleteChatStreamingAsync("hello there"))
        {
            pieces.AddRange(update.ContentUpdate.Select(static part => part.Text));
        }

        Assert.Contains("hello there", whole.Value.Content[0].Text, StringComparison.Ordinal);
        Assert.Equal(whole.Value.Content[0].Text, string.Concat(pieces));
        Assert.True(pieces.Count(static piece => piece.Length > 0) > 1, "the answer came in one piece");
    }

    [Fact]
    [Trait("Statement", "RUN-22")]
    public async Task The_official_package_makes_responses_whole_and_streamed()
    {
        var responses = new ResponsesClient(new ApiKeyCredential(DaemonUnderTest.Token), new ResponsesClientOptions { Endpoint = Options.Endpoint });

        var whole = (await responses.CreateResponseAsync("openclaw", "good morning")).Value;
        var text = "";
        ResponseResult? completed = null;
        await foreach (var update in await responses.CreateResponseStreamingAsync("openclaw", "good evening", whole.Id))
        {
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        Assert.Contains("good morning", whole.GetOutputText(), StringComparison.Ordinal);
        Assert.Contains("good evening", text, StringComparison.Ordinal);
        Assert.Equal(text, completed!.GetOutputText());
        Assert.Equal(whole.Id, completed.PreviousResponseId);
        Assert.Contains(await SessionKeysAsync(), key => key == $"agent:main:openresponses:{whole.Id[5..37]}" && completed.Id.StartsWith(whole.Id[..37], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_official_package_lists_the_agents()
    {
        var models = (await Client.GetOpenAIModelClient().GetModelsAsync()).Value;
        Assert.Equal(["openclaw", "openclaw:main", "openclaw:ops"], models.Select(static model => model.Id));
        Assert.Equal("openclaw:ops", (await Client.GetOpenAIModelClient().GetModelAsync("openclaw:ops")).Value.Id);
    }

    [Fact]
    public async Task A_user_keeps_a_session_and_others_get_their_own()
    {
        await AskAsync(new { model = "agent:ops", user = "alice", messages = Said("first") });
        await AskAsync(new { model = "openclaw", user = "alice", messages = Said("second") }, ("x-openclaw-agent-id", "ops"));
        await AskAsync(new { model = "gpt-4o", messages = Said("third") });
        await AskAsync(new { model = "openclaw", user = "bob", messages = Said("fourth") }, ("x-openclaw-session-key", "agent:ops:chosen"));

        var keys = await SessionKeysAsync();
        Assert.Single(keys, "agent:ops:openai-user:alice");
        Assert.Contains("agent:ops:chosen", keys);
        Assert.DoesNotContain(keys, static key => key.Contains("bob", StringComparison.Ordinal));
        Assert.Contains(keys, static key => key.StartsWith("agent:main:openai:", StringComparison.Ordinal));
        Assert.Equal(["first", "second"], await UserMessagesAsync("agent:ops:openai-user:alice"));
    }

    [Fact]
    public async Task A_new_session_is_told_what_came_before_and_an_old_one_only_what_is_new()
    {
        object[] conversation =
        [
            new { role = "system", content = "be brief" },
            new { role = "user", content = "my name is Ada" },
            new { role = "assistant", content = "noted" },
            new { role = "user", content = "who am I?" },
        ];

        var fresh = await AskAsync(new { model = "openclaw", messages = conversation });
        var kept = await AskAsync(new { model = "openclaw", user = "ada", messages = conversation });

        Assert.Contains("User: my name is Ada", fresh, StringComparison.Ordinal);
        Assert.EndsWith("who am I?", fresh, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("be brief", fresh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_idempotency_key_runs_once()
    {
        var request = new { model = "openclaw", user = "carol", messages = Said("only once") };

        var first = await AskAsync(request, ("Idempotency-Key", "k-1"));
        var second = await AskAsync(request, ("Idempotency-Key", "k-1"));

        Assert.Equal(first, second);
        Assert.Single(await UserMessagesAsync("agent:main:openai-user:carol"));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_run()
    {
        using var operator_ = await door.Daemon.ConnectAsync();
        await operator_.CallAsync("sessions.subscribe");
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat)
        {
            Content = DoorFixture.Json(new { model = "openclaw", user = "dave", stream = true, messages = Said(string.Join(' ', Enumerable.Repeat("word", 500))) }),
        };
        using var response = await door.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(leave.Token)))
        {
            Assert.StartsWith("data: ", await reader.ReadLineAsync(leave.Token), StringComparison.Ordinal);
        }

        response.Dispose();

        while (true)
        {
            var payload = (await operator_.ReceiveEventAsync("chat")).GetProperty("payload");
            if (payload.GetProperty("sessionKey").GetString() == "agent:main:openai-user:dave" && payload.GetProperty("state").GetString() != "delta")
            {
                Assert.Equal("aborted", payload.GetProperty("state").GetString());
                break;
            }
        }
    }

    [Theory]
    [InlineData("""{"model":"openclaw"}""", "messages must be a list")]
    [InlineData("""{"model":"openclaw","messages":[]}""", "a user message is required")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"assistant","content":"x"}]}""", "a user message is required")]
    [InlineData("""{"model":"openclaw","messages":[7]}""", "messages[0]: must be an object")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"user","content":7}]}""", "messages[0]: content must be a string or a list of parts")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"wizard","content":"x"}]}""", "messages[0]: role \"wizard\" is not supported")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://169.254.169.254/"}}]}]}""", "messages[0]: images are taken as data URLs only (data:<type>;base64,...)")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="}}]}]}""", "messages[0]: image larger than 16 bytes")]
    [InlineData("""{"model":"openclaw","messages":[{"role":"user","content":[{"type":"input_audio"}]}]}""", "messages[0]: content part of type \"input_audio\" is not supported")]
    [InlineData("""{"model":"openclaw:nobody","messages":[{"role":"user","content":"x"}]}""", "unknown agent id \"nobody\"")]
    [InlineData("[]", "The body must be a JSON object")]
    [InlineData("{", "The body is not JSON")]
    public async Task A_wrong_body_is_400_and_says_why(string body, string message)
    {
        var (status, answer) = await door.PostAsync(Chat, body);

        Assert.Equal(400, status);
        Assert.Equal((message, "invalid_request_error"), (answer.GetProperty("error").GetProperty("message").GetString(), answer.GetProperty("error").GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("""{"model":"openclaw","input":[{"role":"user","content":[{"type":"input_image","image_url":"http://169.254.169.254/"}]}]}""", "input[0]: image cannot be fetched: 169.254.169.254 is not a public address. Only the open Internet can be fetched.")]
    [InlineData("""{"model":"openclaw","input":[{"role":"user","content":[{"type":"input_file","file_url":"file:///etc/passwd"}]}]}""", "input[0]: file cannot be fetched: Only http and https can be fetched.")]
    [InlineData("""{"model":"openclaw","input":[{"role":"user","content":[{"type":"input_file","type":"input_file","file_url":"http://127.0.0.1/"}]}]}""", "a member stands twice")]
    public async Task A_response_fetches_what_is_public_and_nothing_else(string body, string message)
    {
        var (status, answer) = await door.PostAsync("/v1/responses", body);

        Assert.Equal((400, message), (status, answer.GetProperty("error").GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Half_a_character_is_a_replacement_character()
    {
        var (status, answer) = await door.PostAsync(Chat, """{"model":"openclaw","messages":[{"role":"user","content":"before \ud83d after"}]}""");

        Assert.Equal(200, status);
        Assert.Contains("before \ufffd after", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413() => Assert.Equal(413, (await door.PostAsync(Chat, new { pad = new string('x', 70_000) })).Status);

    [Theory]
    [InlineData(Chat)]
    [InlineData("/v1/responses")]
    public async Task Only_the_secret_opens_and_only_POST_is_served(string path)
    {
        var (wrong, answer) = await door.PostAsync(path, "{}", ("Authorization", "Bearer nonsense"));
        var (none, _) = await door.PostAsync(path, "{}", ("Authorization", "Basic eDp5"));
        var (foreign, _) = await door.PostAsync(path, "{}", ("Origin", "https://elsewhere.example"));
        using var get = await door.Http.GetAsync(path);

        Assert.Equal((401, 401, 403), (wrong, none, foreign));
        Assert.Equal("unauthorized", answer.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Fact]
    public async Task Doors_are_closed_unless_they_are_opened()
    {
        await using var daemon = await DaemonUnderTest.StartAsync();
        using var http = new HttpClient { BaseAddress = daemon.HttpUrl };
        foreach (var path in new[] { Chat, "/v1/responses", "/v1/models", "/hooks/agent", "/hooks" })
        {
            using var response = await http.PostAsync(path, DoorFixture.Json("{}"));
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static object[] Said(string text) => [new { role = "user", content = text }];

    private async Task<string> AskAsync(object request, params (string Name, string Value)[] headers)
    {
        var (status, answer) = await door.PostAsync(Chat, request, headers);
        Assert.True(status == 200, answer.ToString());
        return answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }

    private async Task<List<string>> SessionKeysAsync()
    {
        using var client = await door.Daemon.ConnectAsync();
        var list = await client.CallAsync("sessions.list");
        return [.. list.GetProperty("payload").GetProperty("sessions").EnumerateArray().Select(static row => row.GetProperty("key").GetString()!)];
    }

    private async Task<List<string>> UserMessagesAsync(string key)
    {
        using var client = await door.Daemon.ConnectAsync();
        var history = await client.CallAsync("chat.history", JsonSerializer.Serialize(new { sessionKey = key }));
        return [.. history.GetProperty("payload").GetProperty("messages").EnumerateArray()
            .Where(static message => message.GetProperty("role").GetString() == "user")
            .Select(static message => message.GetProperty("content").GetString()!)];
    }
}
