using OpenAI.Chat;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.OpenAi;

/// <summary>Maps a conversation to the package's chat messages.</summary>
internal static class OpenAiMessages
{
    /// <summary>OpenAI's word for an effort; null sends none.</summary>
    public static string? Effort(ThinkingEffort? thinking) => thinking switch
    {
        ThinkingEffort.Minimal => "minimal",
        ThinkingEffort.Low => "low",
        ThinkingEffort.Medium => "medium",
        ThinkingEffort.High or ThinkingEffort.XHigh => "high",
        _ => null,
    };

    public static List<ChatMessage> ToChat(ModelRequest request)
    {
        var messages = new List<ChatMessage>(request.Messages.Length + 1);
        if (!string.IsNullOrEmpty(request.SystemPrompt))
        {
            messages.Add(new SystemChatMessage(request.SystemPrompt));
        }

        foreach (var message in request.Messages)
        {
            messages.Add(message.Role switch
            {
                // Plain text goes as a plain string: not every compatible server takes parts.
                ModelRole.User => message.Content is [MessageContent.Text only] ? new UserChatMessage(only.Value) : new UserChatMessage(Parts(message)),
                ModelRole.Tool => new ToolChatMessage(ToolNames.Fit(message.ToolCallId), message.JoinText()),
                _ => Assistant(message),
            });
        }

        return messages;
    }

    private static AssistantChatMessage Assistant(ModelMessage message)
    {
        var calls = message.Content.OfType<MessageContent.ToolCall>()
            .Select(static call => ChatToolCall.CreateFunctionToolCall(ToolNames.Fit(call.Id), ToolNames.Fit(call.Name), BinaryData.FromString(call.ArgumentsJson)))
            .ToList();
        var text = message.JoinText();
        if (calls.Count == 0)
        {
            return new AssistantChatMessage(text);
        }

        var assistant = new AssistantChatMessage(calls);
        if (text.Length > 0)
        {
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        }

        return assistant;
    }

    private static List<ChatMessageContentPart> Parts(ModelMessage message)
    {
        var parts = new List<ChatMessageContentPart>(message.Content.Length);
        foreach (var part in message.Content)
        {
            switch (part)
            {
                case MessageContent.Text text:
                    parts.Add(ChatMessageContentPart.CreateTextPart(text.Value));
                    break;
                case MessageContent.Image image:
                    parts.Add(ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(image.Data), image.MimeType));
                    break;
            }
        }

        return parts;
    }
}
