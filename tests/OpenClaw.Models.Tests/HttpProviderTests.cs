using Microsoft.AspNetCore.Http;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Tests.Contract;
using OpenClaw.Models.Tests.Endpoints;

namespace OpenClaw.Models.Tests;

public sealed class OpenAiCompletionsProviderTests : HttpModelProviderContract
{
    protected override IModelDialect Dialect { get; } = new CompletionsDialect();
}

public sealed class OpenAiResponsesProviderTests : HttpModelProviderContract
{
    protected override IModelDialect Dialect { get; } = new ResponsesDialect();
}

public sealed class AnthropicMessagesProviderTests : HttpModelProviderContract
{
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
