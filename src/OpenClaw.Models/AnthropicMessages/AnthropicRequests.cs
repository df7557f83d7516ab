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
            Messages = request.Messages.Select(ToMessage).ToList(),
        };
        if (!string.IsNullOrEmpty(request.SystemPrompt))
        {
            parameters = parameters with { System = request.SystemPrompt };
        }

        return request.Tools.IsEmpty
            ? parameters
            : parameters with { Tools = request.Tools.Select(static tool => (ToolUnion)ToTool(tool)).ToList() };
    }

    private static MessageParam ToMessage(ModelMessage message)
    {
        if (message.Role == ModelRole.Tool)
        {
            return new UserMessageParam(new List<ContentBlockParam>
            {
                new ToolResultBlockParam(message.ToolCallId ?? "") { Content = message.JoinText() },
            });
        }

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
        MessageContent.ToolCall call => new ToolUseBlockParam { ID = call.Id, Name = call.Name, Input = ToFields(call.ArgumentsJson) },
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
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in document.RootElement.EnumerateObject())
            {
                fields[field.Name] = field.Value.Clone();
            }
        }

        return fields;
    }
}
