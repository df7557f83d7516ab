using System.Collections.Immutable;

namespace OpenClaw.Domain.AgentRuns;

/// <summary>Fits a conversation to what a model takes. What cannot be shown to it is said in words, so that it does not answer as if there were nothing.</summary>
public static class ModelInput
{
    /// <summary>The conversation without pictures that the model cannot take.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="model">The model; one that nobody described is shown everything that users send.</param>
    public static ImmutableArray<ModelMessage> Fit(IReadOnlyList<ModelMessage> messages, ModelDescriptor? model)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var seesImages = model?.Input.Contains("image") ?? true;
        return
        [
            .. messages.Select(message => message switch
            {
                // No dialect but one takes pictures in the answer of a tool.
                { Role: ModelRole.Tool } => Say(message, "the tool also returned a picture, which you are not shown"),
                // Nor in what it said itself; its pictures are the user's to send back.
                { Role: ModelRole.Assistant } => Say(message, "a picture that you made and showed to the user"),
                { Role: ModelRole.User } when !seesImages => Say(message, "the user sent a picture, which you cannot see: this model takes text only"),
                _ => message,
            }),
        ];
    }

    private static ModelMessage Say(ModelMessage message, string note) => !message.Content.Any(static part => part is MessageContent.Image)
        ? message
        : message with
        {
            Content = [.. message.Content.Select(part => part is MessageContent.Image image
                ? new MessageContent.Text($"[{image.MimeType}, {image.Data.Length} bytes: {note}]")
                : part)],
        };
}
