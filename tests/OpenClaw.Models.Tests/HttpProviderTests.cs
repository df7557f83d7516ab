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

    [Theory]
    [InlineData("""{"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORwEC"}}]}""", "image/png")]
    [InlineData("""{"content":null,"images":[{"index":0,"type":"image_url","image_url":{"url":"data:image/png;base64,/9j/AQID"}}]}""", "image/jpeg")]
    [InlineData("""{"content":"","images":[{"image_url":"data:image/AVIF;base64,AAAAAQ=="}]}""", "image/avif")]
    public async Task A_picture_of_the_model_is_part_of_its_answer(string delta, string type)
    {
        var provider = Provider(context => RawAsync(context, """{"content":"here: "}""", delta));

        var events = await ReadAsync(provider.StreamAsync(Question("draw"), Deadline));

        var picture = Assert.Single(events.OfType<ModelEvent.Picture>()).Image;
        Assert.Equal(type, picture.MimeType);
        Assert.InRange(picture.Data.Length, 4, 6);
        Assert.Equal("here: ", Text(events));
        Assert.IsType<ModelEvent.Completed>(events[^1]);
    }

    [Theory]
    [InlineData("""[{"image_url":{"url":"data:image/png;base64,%%%"}}]""", "damaged")]
    [InlineData("""[{"image_url":{"url":"data:image/png;base64,"}}]""", "damaged")]
    [InlineData("""[{"image_url":{"url":"data:text/html;base64,AAAA"}}]""", "no picture")]
    [InlineData("""[{"image_url":{"url":"data:image/png,abc"}}]""", "not in base64")]
    [InlineData("""[{"image_url":{"url":7}},null]""", "without an address")]
    [InlineData("""[{"image_url":{"url":"https://pictures.example/1.png"}}]""", "https://pictures.example/1.png")]
    public async Task A_picture_that_cannot_be_read_is_said_in_words_and_the_answer_goes_on(string images, string words)
    {
        var provider = Provider(context => RawAsync(context, $$"""{"images":{{images}}}""", """{"content":"done"}"""));

        var events = await ReadAsync(provider.StreamAsync(Question("draw"), Deadline));

        Assert.Empty(events.OfType<ModelEvent.Picture>());
        Assert.Contains(words, Text(events), StringComparison.Ordinal);
        Assert.EndsWith("done", Text(events), StringComparison.Ordinal);
        Assert.IsType<ModelEvent.Completed>(events[^1]);
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_said_in_words()
    {
        var base64 = Convert.ToBase64String(new byte[PictureLimits.MaxBytes + 1]);
        var provider = Provider(context => RawAsync(context, $$$"""{"images":[{"image_url":{"url":"data:image/png;base64,{{{base64}}}"}}]}""", """{"content":"done"}"""));

        var events = await ReadAsync(provider.StreamAsync(Question("draw"), Deadline));

        Assert.Contains($"larger than {PictureLimits.MaxBytes} bytes", Text(events), StringComparison.Ordinal);
        Assert.EndsWith("done", Text(events), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reasoning_content":"so "}""", """{"content":null,"reasoning_content":"éh"}""", "so éh")]
    [InlineData("""{"content":"","reasoning":"so "}""", """{"reasoning":"on"}""", "so on")]
    [InlineData("""{"reasoning":"so ","reasoning_content":"so "}""", """{"reasoning":{"effort":"low"},"reasoning_content":null}""", "so ")]
    public async Task What_a_model_thinks_is_told_apart_from_what_it_says(string first, string second, string thought)
    {
        var provider = Provider(context => RawAsync(context, "stop", [first, second, """{"content":"yes"}"""]));

        var events = await ReadAsync(provider.StreamAsync(Question("hi"), Deadline));

        Assert.Equal(thought, string.Concat(events.OfType<ModelEvent.ThinkingDelta>().Select(static e => e.Text)));
        Assert.Equal("yes", Text(events));
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

    [Fact]
    public async Task A_picture_of_the_model_is_part_of_its_answer()
    {
        var events = await DrawAsync("\"iVBORwEC\"");

        var picture = Assert.Single(events.OfType<ModelEvent.Picture>()).Image;
        Assert.Equal(("image/png", "iVBORwEC"), (picture.MimeType, Convert.ToBase64String(picture.Data.Span)));
    }

    [Theory]
    [InlineData("\"%%%\"")]
    [InlineData("\"AAAA\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task A_picture_that_cannot_be_read_does_not_end_the_answer(string result) => Assert.Empty((await DrawAsync(result)).OfType<ModelEvent.Picture>());

    private async Task<IReadOnlyList<ModelEvent>> DrawAsync(string result)
    {
        var provider = Provider(async context =>
        {
            await Dialect.BeginAsync(context);
            var item = $$"""{"type":"image_generation_call","id":"ig-1","status":"completed","result":{{result}}}""";
            await EventStream.WriteAsync(context, $$$"""{"type":"response.output_item.done","sequence_number":2,"output_index":0,"item":{{{item}}}}""", "response.output_item.done");
            await Dialect.TextAsync(context, "done");
            await EventStream.WriteAsync(
                context,
                $$$"""{"type":"response.completed","sequence_number":9,"response":{"id":"r","object":"response","created_at":1,"status":"completed","model":"m","parallel_tool_calls":true,"output":[{{{item}}}]}}""",
                "response.completed");
        });

        var events = await ReadAsync(provider.StreamAsync(Question("draw"), Deadline));

        Assert.EndsWith("done", Text(events), StringComparison.Ordinal);
        Assert.IsType<ModelEvent.Completed>(events[^1]);
        return events;
    }
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
