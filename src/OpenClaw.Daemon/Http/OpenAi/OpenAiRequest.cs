using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpenClaw.Configuration.Schema;

namespace OpenClaw.Daemon.Http.OpenAi;

/// <summary>A request to one of OpenAI's interfaces, as far as an agent's run can honour it. Sampling parameters are the agent's own business.</summary>
/// <param name="Model">The <c>model</c> as sent; answers repeat it.</param>
/// <param name="Conversation">The messages.</param>
internal sealed record OpenAiRequest(string Model, Conversation Conversation)
{
    /// <summary><c>stream</c>.</summary>
    public bool Stream { get; private init; }

    /// <summary><c>stream_options.include_usage</c>.</summary>
    public bool IncludeUsage { get; private init; }

    /// <summary><c>user</c>: the same user goes on with the same session.</summary>
    public string? User { get; private init; }

    /// <summary><c>previous_response_id</c>: the session of that answer goes on.</summary>
    public string? PreviousResponse { get; private init; }

    /// <summary>Reads chat completions.</summary>
    public static bool TryReadChat(
        JsonElement body, OpenAiEndpointBlock limits, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error)
    {
        request = null;
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            error = "messages must be a list";
            return false;
        }

        var conversation = new Conversation();
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            if (!TryAddMessage(conversation, message, limits, out error))
            {
                error = $"messages[{index}]: {error}";
                return false;
            }

            index++;
        }

        return TryFinish(body, conversation, "a user message is required", out request, out error);
    }

    /// <summary>Reads responses.</summary>
    public static bool TryReadResponse(
        JsonElement body, OpenAiEndpointBlock limits, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error)
    {
        request = null;
        var conversation = new Conversation();
        conversation.Instruct(ContentParts.Text(body, "instructions"));
        var input = body.TryGetProperty("input", out var given) ? given : default;
        if (input.ValueKind == JsonValueKind.String)
        {
            conversation.Add(Speaker.User, new MessageParts(input.GetString()!, []));
        }
        else if (input.ValueKind != JsonValueKind.Array)
        {
            error = "input must be a string or a list of items";
            return false;
        }
        else
        {
            var index = 0;
            foreach (var item in input.EnumerateArray())
            {
                if (!TryAddItem(conversation, item, limits, out error))
                {
                    error = $"input[{index}]: {error}";
                    return false;
                }

                index++;
            }
        }

        return TryFinish(body, conversation, "a user message is required in input", out request, out error);
    }

    private static bool TryFinish(
        JsonElement body, Conversation conversation, string whenEmpty, [NotNullWhen(true)] out OpenAiRequest? request, [NotNullWhen(false)] out string? error)
    {
        request = null;
        error = conversation.HasQuestion ? null : whenEmpty;
        if (error is not null)
        {
            return false;
        }

        request = new OpenAiRequest(ContentParts.Text(body, "model") ?? "openclaw", conversation)
        {
            Stream = IsTrue(body, "stream"),
            IncludeUsage = body.TryGetProperty("stream_options", out var options) && IsTrue(options, "include_usage"),
            User = ContentParts.Text(body, "user")?.Trim() is { Length: > 0 } user ? user : null,
            PreviousResponse = ContentParts.Text(body, "previous_response_id"),
        };
        return true;
    }

    private static bool TryAddItem(Conversation conversation, JsonElement item, OpenAiEndpointBlock limits, [NotNullWhen(false)] out string? error)
    {
        error = null;
        switch (ContentParts.Text(item, "type") ?? "message")
        {
            case "message":
                return TryAddMessage(conversation, item, limits, out error);
            case "function_call_output":
                conversation.Add(Speaker.Tool, new MessageParts(ContentParts.Text(item, "output") ?? "", []));
                return true;
            case "function_call" or "reasoning" or "item_reference":
                // The session knows its own calls and thoughts.
                return true;
            case var type:
                error = $"item of type \"{ContentParts.Shorten(type)}\" is not supported";
                return false;
        }
    }

    private static bool TryAddMessage(Conversation conversation, JsonElement message, OpenAiEndpointBlock limits, [NotNullWhen(false)] out string? error)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            error = "must be an object";
            return false;
        }

        if (!ContentParts.TryRead(message.TryGetProperty("content", out var content) ? content : default, limits, out var parts, out error))
        {
            return false;
        }

        switch (ContentParts.Text(message, "role"))
        {
            case "system" or "developer":
                conversation.Instruct(parts.Text);
                return true;
            case "user":
                conversation.Add(Speaker.User, parts);
                return true;
            case "assistant":
                conversation.Add(Speaker.Assistant, parts);
                return true;
            case "tool" or "function":
                conversation.Add(Speaker.Tool, parts);
                return true;
            case var role:
                error = $"role \"{ContentParts.Shorten(role)}\" is not supported";
                return false;
        }
    }

    private static bool IsTrue(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
