using Microsoft.AspNetCore.Http;

namespace OpenClaw.Models.Tests.Endpoints;

internal sealed class AnthropicDialect : IModelDialect
{
    private bool _inText;
    private int _inputTokens;

    public string Api => ModelApis.AnthropicMessages;

    public string ThinkingMember => "\"budget_tokens\"";

    public string? KeyOf(HttpContext context)
    {
        Assert.Null(EventStream.Bearer(context));
        return context.Request.Headers["x-api-key"].ToString() is { Length: > 0 } key ? key : null;
    }

    public async Task BeginAsync(HttpContext context)
    {
        Assert.Equal("/v1/messages", context.Request.Path);
        EventStream.Begin(context);
        _inText = false;
        _inputTokens = 12;
        await WriteAsync(context, "message_start", new
        {
            type = "message_start",
            message = new
            {
                id = "msg-1", type = "message", role = "assistant", model = "test-model", content = Array.Empty<object>(),
                usage = new { input_tokens = _inputTokens, output_tokens = 1 },
            },
        });
    }

    public async Task TextAsync(HttpContext context, string text)
    {
        if (!_inText)
        {
            _inText = true;
            await WriteAsync(context, "content_block_start", new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } });
        }

        await WriteAsync(context, "content_block_delta", new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } });
    }

    public async Task ToolCallAsync(HttpContext context, string id, string name, params string[] argumentParts)
    {
        await WriteAsync(context, "content_block_start", new
        {
            type = "content_block_start", index = 0, content_block = new { type = "tool_use", id, name, input = new { } },
        });
        foreach (var part in argumentParts)
        {
            await WriteAsync(context, "content_block_delta", new
            {
                type = "content_block_delta", index = 0, delta = new { type = "input_json_delta", partial_json = part },
            });
        }

        await WriteAsync(context, "content_block_stop", new { type = "content_block_stop", index = 0 });
    }

    public async Task EndAsync(HttpContext context, int inputTokens, int outputTokens, bool toolUse = false)
    {
        if (_inText)
        {
            await WriteAsync(context, "content_block_stop", new { type = "content_block_stop", index = 0 });
        }

        await WriteAsync(context, "message_delta", new
        {
            type = "message_delta",
            delta = new { stop_reason = toolUse ? "tool_use" : "end_turn" },
            usage = new { output_tokens = outputTokens },
        });
        await WriteAsync(context, "message_stop", new { type = "message_stop" });
    }

    private static Task WriteAsync(HttpContext context, string name, object data) => EventStream.WriteAsync(context, data, name);
}
