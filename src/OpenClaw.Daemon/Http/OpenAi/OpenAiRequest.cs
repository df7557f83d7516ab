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

    /// <summary><c>tools</c>, narrowed down by <c>tool_choice</c>.</summary>
    public required OfferedTools Offered { get; init; }

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
        if (!conversation.HasQuestion)
        {
            error = whenEmpty;
            return false;
        }

        if (!OfferedTools.TryRead(body, out var offered, out error))
        {
            return false;
        }

        conversation.Instruct(offered.Instruction);
        request = new OpenAiRequest(ContentParts.Text(body, "model") ?? "openclaw", conversation)
        {
            Offered = offered,
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
                if (!ContentParts.TryRead(item.TryGetProperty("output", out var output) ? output : default, limits, out var parts, out error))
                {
                    return false;
                }

                conversation.Answer(ContentParts.Text(item, "call_id"), parts);
                return true;
            case "function_call":
                conversation.Call(ContentParts.Text(item, "call_id"), ContentParts.Text(item, "name"), ContentParts.Text(item, "arguments"));
                return true;
            case "reasoning" or "item_reference":
                // The session knows its own thoughts.
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
                AddCalls(conversation, message);
                return true;
            case "tool" or "function":
                conversation.Answer(ContentParts.Text(message, "tool_call_id"), parts);
                return true;
            case var role:
                error = $"role \"{ContentParts.Shorten(role)}\" is not supported";
                return false;
        }
    }

    private static void AddCalls(Conversation conversation, JsonElement message)
    {
        if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var call in calls.EnumerateArray())
        {
            if (call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var function))
            {
                conversation.Call(ContentParts.Text(call, "id"), ContentParts.Text(function, "name"), ContentParts.Text(function, "arguments"));
            }
        }
    }

    private static bool IsTrue(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
