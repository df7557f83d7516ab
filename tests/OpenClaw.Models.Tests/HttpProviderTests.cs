using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Tests.Contract;
using OpenClaw.Models.Tests.Endpoints;

namespace OpenClaw.Models.Tests;

public sealed class OpenAiCompletionsProviderTests : HttpModelProviderContract
{
    protected override IModelDialect Dialect { get; } = new CompletionsDialect();

    [Theory]
    [InlineData("""{"index":0,"id":"a","function":{"name":"read","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"ls","arguments":"{\"at\":1}"}}""")]
    [InlineData("""{"id":"a","function":{"name":"read","arguments":"{}"}}""", """{"id":"b","function":{"name":"ls","arguments":"{\"at\":1}"}}""")]
    [InlineData("""{"index":1,"id":"b","function":{"name":"ls","arguments":"{\"at\""}}""", """{"index":0,"id":"a","function":{"name":"read","arguments":"{}"}},{"index":1,"id":"","function":{"name":"","arguments":":1}"}}""")]
    public async Task Calls_are_told_apart_however_a_server_numbers_them(string first, string second)
    {
        var provider = Provider(context => RawAsync(context, $$$"""{"tool_calls":[{{{first}}}]}""", $$$"""{"tool_calls":[{{{second}}}]}"""));

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal(
            [("a", "read", "{}"), ("b", "ls", "{\"at\":1}")],
            events.OfType<ModelEvent.ToolCall>().Select(static e => (e.Call.Id, e.Call.Name, e.Call.ArgumentsJson)));
    }

    [Theory]
    [InlineData("eos", StopReason.Stop)]
    [InlineData("max_tokens", StopReason.Length)]
    [InlineData("length", StopReason.Length)]
    public async Task An_end_for_a_reason_that_nobody_knows_is_an_end(string reason, StopReason expected)
    {
        var provider = Provider(context => RawAsync(context, reason, ["""{"content":"a \"finish_reason\": \"eos\" b"}"""]));

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal("a \"finish_reason\": \"eos\" b", Assert.Single(events.OfType<ModelEvent.TextDelta>()).Text);
        Assert.Equal(expected, Assert.IsType<ModelEvent.Completed>(events[^1]).Reason);
    }

    [Theory]
    [InlineData("""{"error":{"message":"the model is loading","code":503}}""", ModelErrorKind.Unavailable)]
    [InlineData("""{"error":"the model is loading"}""", ModelErrorKind.Unavailable)]
    [InlineData("""{"id":"c","error":{"message":"the model is loading","type":"invalid_request_error"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", ModelErrorKind.InvalidRequest)]
    public async Task An_error_in_the_middle_of_a_stream_says_what_the_service_says(string json, ModelErrorKind expected)
    {
        var failure = await FailAsync(async context =>
        {
            await Dialect.BeginAsync(context);
            await Dialect.TextAsync(context, "an \"error\"");
            await EventStream.WriteAsync(context, json);
        });

        Assert.Equal(expected, failure.Kind);
        Assert.Contains("the model is loading", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_replaced_and_the_answer_goes_on()
    {
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            await context.Response.Body.WriteAsync((byte[])
            [
                .. "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"torn \\ud83d "u8, 0xf0, 0x9f,
                .. " \\\\ud83d \\ud83d\\ude00\"},\"finish_reason\":null}]}\n\n"u8,
            ]);
            await Dialect.EndAsync(context, 1, 1);
        });

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal("torn \ufffd \ufffd \\ud83d \ud83d\ude00", Assert.Single(events.OfType<ModelEvent.TextDelta>()).Text);
    }

    private Task RawAsync(HttpContext context, string first, string second) => RawAsync(context, "stop", [first, second]);

    private async Task RawAsync(HttpContext context, string finish, string[] deltas)
    {
        await Dialect.BeginAsync(context);
        foreach (var (delta, reason) in deltas.Select(static delta => (delta, "null")).Append(("{}", $"\"{finish}\"")))
        {
            await EventStream.WriteAsync(context, $$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{reason}}}}]}""");
        }

        await EventStream.WriteAsync(context, "[DONE]");
    }
}

public sealed class OpenAiResponsesProviderTests : HttpModelProviderContract
{
    protected override IModelDialect Dialect { get; } = new ResponsesDialect();
}

public sealed class AnthropicMessagesProviderTests : HttpModelProviderContract
{
    [Fact]
    public async Task Results_of_calls_that_were_asked_for_together_are_told_together()
    {
        var (json, _) = await SentAsync(Question("hi") with
        {
            Messages =
            [
                ModelMessage.OfText(ModelRole.User, "go"),
                new ModelMessage(ModelRole.Assistant, [new MessageContent.ToolCall("a", "look", "{}"), new MessageContent.ToolCall("b", "look", "{}")]),
                new ModelMessage(ModelRole.Tool, [new MessageContent.Text("one")], "a"),
                new ModelMessage(ModelRole.Tool, [new MessageContent.Text("two")], "b"),
                ModelMessage.OfText(ModelRole.User, "and?"),
            ],
        });

        var messages = JsonDocument.Parse(json).RootElement.GetProperty("messages");
        Assert.Equal(["user", "assistant", "user", "user"], messages.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(["a", "b"], messages[2].GetProperty("content").EnumerateArray().Select(static result => result.GetProperty("tool_use_id").GetString()));
    }

    [Fact]
    public async Task An_answer_without_counts_is_an_answer()
    {
        var provider = Provider(async context =>
        {
            EventStream.Begin(context);
            await EventStream.WriteAsync(context, """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null}}""", "message_start");
            await EventStream.WriteAsync(context, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"yes"}}""", "content_block_start");
            await EventStream.WriteAsync(context, """{"type":"content_block_stop","index":0}""", "content_block_stop");
            await EventStream.WriteAsync(context, """{"type":"message_delta","delta":{"stop_reason":"end_turn"}}""", "message_delta");
            await EventStream.WriteAsync(context, """{"type":"message_stop"}""", "message_stop");
        });

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal("yes", Assert.Single(events.OfType<ModelEvent.TextDelta>()).Text);
        Assert.IsType<ModelEvent.Completed>(events[^1]);
    }

    // Connections of the two-calls test must not share the block state.
    protected override IModelDialect Dialect => new PerRequest();

    private sealed class PerRequest : IModelDialect
    {
        public string Api => ModelApis.AnthropicMessages;

        public string ThinkingMember => "\"budget_tokens\"";

        public string? KeyOf(HttpContext context) => Of(context).KeyOf(context);

        public Task BeginAsync(HttpContext context) => Of(context).BeginAsync(context);

        public Task TextAsync(HttpContext context, string text) => Of(context).TextAsync(context, text);

        public Task ToolCallAsync(HttpContext context, string id, string name, params string[] argumentParts) =>
            Of(context).ToolCallAsync(context, id, name, argumentParts);

        public Task EndAsync(HttpContext context, int inputTokens, int outputTokens, bool toolUse = false) =>
            Of(context).EndAsync(context, inputTokens, outputTokens, toolUse);

        private static AnthropicDialect Of(HttpContext context)
        {
            if (context.Items[nameof(AnthropicDialect)] is not AnthropicDialect dialect)
            {
                context.Items[nameof(AnthropicDialect)] = dialect = new AnthropicDialect();
            }

            return dialect;
        }
    }
}
