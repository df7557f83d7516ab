using System.Collections.Immutable;
using System.Text.Json;
using Anthropic.Models.Messages;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.AnthropicMessages;

/// <summary>Maps a conversation to the package's parameters.</summary>
internal static class AnthropicRequests
{
    // The interface demands a limit; models of the last generations all write this much.
    private const int DefaultMaxTokens = 8192;

    public static MessageCreateParams ToParams(ModelRequest request)
    {
        var parameters = new MessageCreateParams
        {
            Model = request.Model,
            MaxTokens = request.MaxOutputTokens ?? DefaultMaxTokens,
            Messages = ToMessages(request.Messages),
        };
        if (!string.IsNullOrEmpty(request.SystemPrompt))
        {
            parameters = parameters with { System = request.SystemPrompt };
        }

        if (Budget(request) is { } budget)
        {
            // What is thought counts as written.
            parameters = parameters with { Thinking = new ThinkingConfigEnabled(budget), MaxTokens = parameters.MaxTokens + budget };
        }

        return request.Tools.IsEmpty
            ? parameters
            : parameters with { Tools = request.Tools.Select(static tool => (ToolUnion)ToTool(tool)).ToList() };
    }

    // Tokens to think with; the interface takes no fewer than 1024. In the middle of a round of tools it wants its own signed thoughts back, which
    // are not kept: there the model goes on without.
    private static int? Budget(ModelRequest request) => request.Messages is [.., { Role: ModelRole.Tool }] ? null : request.Thinking switch
    {
        ThinkingEffort.Minimal => 1_024,
        ThinkingEffort.Low => 4_096,
        ThinkingEffort.Medium => 10_240,
        ThinkingEffort.High => 20_480,
        ThinkingEffort.XHigh => 32_768,
        _ => null,
    };

    // The interface wants the results of all calls of an answer in one message.
    private static List<MessageParam> ToMessages(ImmutableArray<ModelMessage> messages)
    {
        var mapped = new List<MessageParam>(messages.Length);
        for (var i = 0; i < messages.Length; i++)
        {
            if (messages[i].Role != ModelRole.Tool)
            {
                mapped.Add(ToMessage(messages[i]));
                continue;
            }

            var results = new List<ContentBlockParam>();
            for (; i < messages.Length && messages[i].Role == ModelRole.Tool; i++)
            {
                results.Add(new ToolResultBlockParam(ToolNames.Fit(messages[i].ToolCallId)) { Content = messages[i].JoinText() });
            }

            mapped.Add(new UserMessageParam(results));
            i--;
        }

        return mapped;
    }

    private static MessageParam ToMessage(ModelMessage message)
    {
        var blocks = message.Content.Select(ToBlock).OfType<ContentBlockParam>().ToList();
        return message.Role == ModelRole.Assistant ? new AssistantMessageParam(blocks) : new UserMessageParam(blocks);
    }

    private static ContentBlockParam? ToBlock(MessageContent content) => content switch
    {
        // The service refuses empty text blocks.
        MessageContent.Text { Value.Length: > 0 } text => new TextBlockParam(text.Value),
        MessageContent.Image image => new ImageBlockParam(new Base64ImageSource
        {
            Data = Convert.ToBase64String(image.Data.Span),
            MediaType = image.MimeType,
        }),
        MessageContent.ToolCall call => new ToolUseBlockParam { ID = ToolNames.Fit(call.Id), Name = ToolNames.Fit(call.Name), Input = ToFields(call.ArgumentsJson) },
        _ => null,
    };

    private static Tool ToTool(ModelTool tool) => new()
    {
        Name = tool.Name,
        Description = tool.Description,
        InputSchema = new InputSchema(ToFields(tool.ParametersSchemaJson)),
    };

    private static Dictionary<string, JsonElement> ToFields(string json)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in document.RootElement.EnumerateObject())
                {
                    fields[field.Name] = field.Value.Clone();
                }
            }
        }
        catch (JsonException)
        {
            // Arguments that the model itself wrote wrongly; the tool has told it so. The interface takes objects alone.
        }

        return fields;
    }
}
