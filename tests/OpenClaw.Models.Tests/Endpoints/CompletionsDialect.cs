using Microsoft.AspNetCore.Http;

namespace OpenClaw.Models.Tests.Endpoints;

internal sealed class CompletionsDialect : IModelDialect
{
    public string Api => ModelApis.OpenAiCompletions;

    public string ThinkingMember => "\"reasoning_effort\"";

    public string? KeyOf(HttpContext context) => EventStream.Bearer(context);

    public async Task BeginAsync(HttpContext context)
    {
        Assert.Equal("/v1/chat/completions", context.Request.Path);
        EventStream.Begin(context);
        await EventStream.WriteAsync(context, Chunk(new { role = "assistant", content = "" }));
    }

    public Task TextAsync(HttpContext context, string text) => EventStream.WriteAsync(context, Chunk(new { content = text }));

    public async Task ToolCallAsync(HttpContext context, string id, string name, params string[] argumentParts)
    {
        await EventStream.WriteAsync(context, Chunk(new
        {
            tool_calls = new[] { new { index = 0, id, type = "function", function = new { name, arguments = "" } } },
        }));
        foreach (var part in argumentParts)
        {
            await EventStream.WriteAsync(context, Chunk(new { tool_calls = new[] { new { index = 0, function = new { arguments = part } } } }));
        }
    }

    public async Task EndAsync(HttpContext context, int inputTokens, int outputTokens, bool toolUse = false)
    {
        await EventStream.WriteAsync(context, Chunk(new { }, toolUse ? "tool_calls" : "stop"));
        await EventStream.WriteAsync(context, new
        {
            id = "c-1",
            @object = "chat.completion.chunk",
            created = 1,
            model = "test-model",
            choices = Array.Empty<object>(),
            usage = new { prompt_tokens = inputTokens, completion_tokens = outputTokens, total_tokens = inputTokens + outputTokens },
        });
        await EventStream.WriteAsync(context, "[DONE]");
    }

    private static object Chunk(object delta, string? finish = null) => new
    {
        id = "c-1",
        @object = "chat.completion.chunk",
        created = 1,
        model = "test-model",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };
}
