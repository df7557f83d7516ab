using System.Text.Json;
using Akka.Actor;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.Connections;

namespace OpenClaw.Gateway.Tools;

/// <summary>What the tools that ask the gateway's own actors have in common: reading arguments, asking as a client would, showing the answer.</summary>
internal static class ToolQuestions
{
    /// <summary>Longest text that a model is given as a result, in characters.</summary>
    public const int MaxChars = 50_000;

    /// <summary>How long an actor of the gateway may take to answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Reads the arguments of a call.</summary>
    /// <param name="argumentsJson">As the model wrote them; empty means none.</param>
    /// <param name="arguments">The object.</param>
    /// <returns>What is wrong with them; null when nothing is.</returns>
    public static ToolResult? Read(string argumentsJson, out JsonElement arguments)
    {
        arguments = default;
        try
        {
            arguments = Parse(System.Text.Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(argumentsJson) ? "{}" : argumentsJson));
        }
        catch (JsonException)
        {
            return ToolResult.Error("The arguments are not valid JSON.");
        }

        return arguments.ValueKind == JsonValueKind.Object ? null : ToolResult.Error("The arguments must be a JSON object.");
    }

    /// <summary>Asks as a client would; the first answer counts.</summary>
    /// <exception cref="AskTimeoutException">Nobody answered in time.</exception>
    public static async Task<(JsonElement? Payload, string? Error)> AskAsync(IActorRef actor, Func<ReplyTo, object> message, TimeSpan patience, CancellationToken cancel)
    {
        var reply = await actor.Ask<MethodReply.IMethodReply>(asker => message(new ReplyTo(asker, "tool")), patience, cancel);
        return reply switch
        {
            MethodReply.Completed completed => (Parse(completed.Payload), null),
            MethodReply.Accepted accepted => (Parse(accepted.Payload), null),
            MethodReply.Failed failed => (null, failed.Error.Message),
            _ => (null, "unexpected answer"),
        };
    }

    /// <summary>An answer as the model is told it.</summary>
    public static ToolResult Shown((JsonElement? Payload, string? Error) answer)
    {
        if (answer.Payload is not { } payload)
        {
            return ToolResult.Error(answer.Error ?? "There is nothing to show.");
        }

        var text = payload.GetRawText();
        return ToolResult.Of(text.Length <= MaxChars ? text : $"{text[..MaxChars]} [cut]");
    }

    /// <summary>A member that is a string; null otherwise.</summary>
    public static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member that is a whole number from 0 to a million; null otherwise.</summary>
    public static long? Number(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and <= 1_000_000 ? number : null;

    /// <summary>JSON of an actor's answer.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
