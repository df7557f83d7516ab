using Microsoft.AspNetCore.Http;

namespace OpenClaw.Models.Tests.Endpoints;

internal sealed class ResponsesDialect : IModelDialect
{
    public string Api => ModelApis.OpenAiResponses;

    public string ThinkingMember => "\"effort\"";

    public string? KeyOf(HttpContext context) => EventStream.Bearer(context);

    public Task BeginAsync(HttpContext context)
    {
        Assert.Equal("/v1/responses", context.Request.Path);
        EventStream.Begin(context);
        return WriteAsync(context, "response.created", new { type = "response.created", sequence_number = 0, response = Response("in_progress") });
    }

    public Task TextAsync(HttpContext context, string text) => WriteAsync(context, "response.output_text.delta", new
    {
        type = "response.output_text.delta", sequence_number = 1, item_id = "m-1", output_index = 0, content_index = 0, delta = text,
    });

    public Task ToolCallAsync(HttpContext context, string id, string name, params string[] argumentParts) =>
        WriteAsync(context, "response.output_item.done", new
        {
            type = "response.output_item.done",
            sequence_number = 2,
            output_index = 0,
            item = new { type = "function_call", id = "fc-1", call_id = id, name, arguments = string.Concat(argumentParts), status = "completed" },
        });

    public Task EndAsync(HttpContext context, int inputTokens, int outputTokens, bool toolUse = false) =>
        WriteAsync(context, "response.completed", new
        {
            type = "response.completed",
            sequence_number = 9,
            response = Response("completed", new
            {
                input_tokens = inputTokens,
                input_tokens_details = new { cached_tokens = 0 },
                output_tokens = outputTokens,
                output_tokens_details = new { reasoning_tokens = 0 },
                total_tokens = inputTokens + outputTokens,
            }),
        });

    private static object Response(string status, object? usage = null) => new
    {
        id = "resp-1", @object = "response", created_at = 1, status, model = "test-model", output = Array.Empty<object>(), parallel_tool_calls = true, usage,
    };

    private static Task WriteAsync(HttpContext context, string name, object data) => EventStream.WriteAsync(context, data, name);
}
