// The package marks its responses client as subject to change.
#pragma warning disable OPENAI001
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using OpenClaw.Daemon.Tests.Support;

namespace OpenClaw.Daemon.Tests.Http;

/// <summary>Tools that a client of OpenAI's interfaces carries out itself, through the official .NET package.</summary>
public sealed class OpenAiToolsTests : IAsyncLifetime
{
    private const string Arguments = """{"city":"Bern"}""";
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    private ScriptedModelServer _model = null!;
    private DaemonUnderTest _gateway = null!;

    public async Task InitializeAsync()
    {
        _model = await ScriptedModelServer.StartAsync(("get_weather", Arguments));
        _gateway = await DaemonUnderTest.StartAsync($$"""
            {
              gateway: {
                mode: "local", auth: { token: "{{DaemonUnderTest.Token}}" },
                http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } },
              },
              models: { providers: { scripted: { baseUrl: "{{_model.BaseUrl}}", api: "openai-completions", apiKey: "k", models: [{ id: "m" }] } } },
              agents: { defaults: { model: { primary: "scripted/m" } } },
            }
            """);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chat_goes_through_the_clients_tool(bool streamed)
    {
        var chat = new OpenAIClient(new ApiKeyCredential(DaemonUnderTest.Token), new OpenAIClientOptions { Endpoint = new Uri(_gateway.HttpUrl, "/v1") }).GetChatClient("openclaw");
        var options = new ChatCompletionOptions { EndUserId = $"ada-{streamed}" };
        options.Tools.Add(ChatTool.CreateFunctionTool("get_weather", "The weather of a city.", BinaryData.FromString(Schema)));
        var messages = new List<ChatMessage> { new UserChatMessage("How is the weather in Bern?") };

        var call = streamed ? await StreamAsync(chat, messages, options) : await CompleteAsync(chat, messages, options);
        Assert.Equal(("get_weather", Arguments), (call.FunctionName, call.FunctionArguments.ToString()));

        messages.Add(new AssistantChatMessage([call]));
        messages.Add(new ToolChatMessage(call.Id, "sunny, 21 degrees"));
        var answer = (await chat.CompleteChatAsync(messages, options)).Value;

        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Contains("sunny, 21 degrees", answer.Content[0].Text, StringComparison.Ordinal);
        var offered = _model.Requests.First().GetProperty("tools").EnumerateArray().Select(static tool => tool.GetProperty("function"));
        Assert.Contains(offered, static tool => tool.GetProperty("name").GetString() == "get_weather" && tool.GetProperty("parameters").GetProperty("required")[0].GetString() == "city");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_goes_through_the_clients_tool(bool streamed)
    {
        var responses = new ResponsesClient(new ApiKeyCredential(DaemonUnderTest.Token), new ResponsesClientOptions { Endpoint = new Uri(_gateway.HttpUrl, "/v1") });
        var options = new CreateResponseOptions { Model = "openclaw", StreamingEnabled = streamed };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("How is the weather in Bern?"));
        options.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(Schema), strictModeEnabled: false, functionDescription: "The weather."));

        var (first, call) = streamed ? await StreamAsync(responses, options) : await CreateAsync(responses, options);
        Assert.Equal(("get_weather", Arguments), (call.FunctionName, call.FunctionArguments.ToString()));

        var second = new CreateResponseOptions { Model = "openclaw", PreviousResponseId = first };
        second.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "rain"));
        var answer = (await responses.CreateResponseAsync(second)).Value;

        Assert.Contains("rain", answer.GetOutputText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":7}""", "tools must be a list of at most 128")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[7]}""", "tools[0]: a tool of type \"\" is not supported (function is)")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"web_search"}]}""", "tools[0]: a tool of type \"web_search\" is not supported (function is)")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a b"}}]}""", "tools[0]: name must be 1 to 64 letters, digits, _ and -")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a","parameters":[]}}]}""", "tools[0]: parameters must be an object")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a"}},{"type":"function","name":"a"}]}""", "tools[1]: there are two tools \"a\"")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","name":"a"}],"tool_choice":"b"}""", "tool_choice must be none, auto, required or a function of tools")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","name":"a"}],"tool_choice":{"type":"function","function":{"name":"b"}}}""", "tool_choice names \"b\", which is none of the tools")]
    public async Task Wrong_tools_are_400_and_say_why(string body, string message)
    {
        using var http = new HttpClient { BaseAddress = _gateway.HttpUrl };
        http.DefaultRequestHeaders.Authorization = new("Bearer", DaemonUnderTest.Token);
        using var response = await http.PostAsync("/v1/chat/completions", DoorFixture.Json(body));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(System.Text.Json.JsonSerializer.Serialize(message)[1..^1], await Normalised(response), StringComparison.Ordinal);
    }

    // The two writers escape quotes differently; both are right.
    private static async Task<string> Normalised(HttpResponseMessage response) => (await response.Content.ReadAsStringAsync()).Replace("\\\"", "\\u0022", StringComparison.Ordinal);

    private static async Task<ChatToolCall> CompleteAsync(ChatClient chat, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var completion = (await chat.CompleteChatAsync(messages, options)).Value;
        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        return Assert.Single(completion.ToolCalls);
    }

    private static async Task<ChatToolCall> StreamAsync(ChatClient chat, List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var (id, name, arguments) = ("", "", "");
        ChatFinishReason? finish = null;
        await foreach (var update in chat.CompleteChatStreamingAsync(messages, options))
        {
            finish = update.FinishReason ?? finish;
            foreach (var part in update.ToolCallUpdates)
            {
                id = part.ToolCallId ?? id;
                name = part.FunctionName ?? name;
                arguments += part.FunctionArgumentsUpdate?.ToString();
            }
        }

        Assert.Equal(ChatFinishReason.ToolCalls, finish);
        return ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments));
    }

    private static async Task<(string Id, FunctionCallResponseItem Call)> CreateAsync(ResponsesClient responses, CreateResponseOptions options)
    {
        var response = (await responses.CreateResponseAsync(options)).Value;
        return (response.Id, Assert.Single(response.OutputItems.OfType<FunctionCallResponseItem>()));
    }

    private static async Task<(string Id, FunctionCallResponseItem Call)> StreamAsync(ResponsesClient responses, CreateResponseOptions options)
    {
        FunctionCallResponseItem? call = null;
        ResponseResult? completed = null;
        await foreach (var update in await responses.CreateResponseStreamingAsync(options, CancellationToken.None))
        {
            call = (update as StreamingResponseOutputItemDoneUpdate)?.Item as FunctionCallResponseItem ?? call;
            completed = (update as StreamingResponseCompletedUpdate)?.Response ?? completed;
        }

        Assert.Contains(completed!.OutputItems, item => item is FunctionCallResponseItem same && same.CallId == call!.CallId);
        return (completed.Id, call!);
    }
}
