// The package marks the effort of reasoning (OPENAI001) and what it did not expect in an answer (SCME0001) as subject to change.
#pragma warning disable OPENAI001, SCME0001
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.OpenAi;

/// <summary>OpenAI's chat completions through the official package, at any base address.</summary>
internal sealed class OpenAiCompletionsProvider : OpenAiProvider
{
    private readonly OpenAIClient _client;

    public OpenAiCompletionsProvider(ModelProviderOptions options, HttpClient http, ModelCallLimits limits, TimeProvider time)
        : base(options, limits, time)
    {
        var settings = Configure(new OpenAIClientOptions { UserAgentApplicationId = "OpenClaw" }, http);
        settings.Endpoint = options.BaseUrl ?? settings.Endpoint;
        _client = new OpenAIClient(Credential(options), settings);
    }

    public override string Api => ModelApis.OpenAiCompletions;

    protected override async IAsyncEnumerable<ModelEvent> ReadAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = new ChatCompletionOptions { MaxOutputTokenCount = request.MaxOutputTokens };
        if (OpenAiMessages.Effort(request.Thinking) is { } effort)
        {
            settings.ReasoningEffortLevel = new ChatReasoningEffortLevel(effort);
        }

        foreach (var tool in request.Tools)
        {
            settings.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.ParametersSchemaJson)));
        }

        var calls = new List<PendingCall>();
        ChatFinishReason? finish = null;
        ChatTokenUsage? usage = null;
        string? responseId = null;
        var updates = _client.GetChatClient(request.Model)
            .CompleteChatStreamingAsync(OpenAiMessages.ToChat(request), settings, cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            responseId ??= update.CompletionId;
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
            if (ThinkingOf(update) is { } thought)
            {
                yield return new ModelEvent.ThinkingDelta(thought);
            }

            foreach (var part in update.ContentUpdate)
            {
                if (!string.IsNullOrEmpty(part.Text))
                {
                    yield return new ModelEvent.TextDelta(part.Text);
                }
            }

            if (!string.IsNullOrEmpty(update.RefusalUpdate))
            {
                yield return new ModelEvent.TextDelta(update.RefusalUpdate);
            }

            foreach (var picture in PicturesOf(update))
            {
                yield return picture;
            }

            foreach (var part in update.ToolCallUpdates)
            {
                Collect(calls, part);
            }
        }

        if (finish is null)
        {
            throw new ModelException(ModelErrorKind.InvalidResponse, $"{Id}: the answer ended before it was complete.");
        }

        foreach (var call in calls.OrderBy(static call => call.Index))
        {
            yield return new ModelEvent.ToolCall(call.ToCall());
        }

        if (usage is not null)
        {
            yield return Usage(usage.InputTokenCount, usage.InputTokenDetails?.CachedTokenCount, usage.OutputTokenCount);
        }

        yield return new ModelEvent.Completed(
            finish switch
            {
                ChatFinishReason.Length => StopReason.Length,
                ChatFinishReason.ContentFilter => StopReason.Refusal,
                ChatFinishReason.ToolCalls or ChatFinishReason.FunctionCall => StopReason.ToolUse,
                // Some servers say "stop" although they ask for tools.
                _ => calls.Count > 0 ? StopReason.ToolUse : StopReason.Stop,
            },
            responseId);
    }

    // Both members are no part of OpenAI's interface; most servers of open models write one of them, some write both alike.
    private static string? ThinkingOf(StreamingChatCompletionUpdate update) =>
        TextAt(update, "$.choices[0].delta.reasoning_content"u8) ?? TextAt(update, "$.choices[0].delta.reasoning"u8);

    private static string? TextAt(StreamingChatCompletionUpdate update, ReadOnlySpan<byte> path)
    {
        // The package's own accessor throws when the value is no string.
        if (!update.Patch.TryGetJson(path, out var json) || json.Length <= 2 || json.Span[0] != '"')
        {
            return null;
        }

        var reader = new Utf8JsonReader(json.Span);
        return reader.Read() ? reader.GetString() : null;
    }

    private static IEnumerable<ModelEvent> PicturesOf(StreamingChatCompletionUpdate update) =>
        update.Patch.TryGetJson("$.choices[0].delta.images"u8, out var json) || update.Patch.TryGetJson("$.choices[0].message.images"u8, out json)
            ? OpenAiPictures.OfMember(json)
            : [];

    private static void Collect(List<PendingCall> calls, StreamingChatToolCallUpdate part)
    {
        // Some servers give every call the same number, or none: an id of its own begins a call of its own. Others repeat empty names and ids behind the first piece.
        var call = calls.FindLast(known => known.Index == part.Index);
        if (call is null || (call.Id is not null && !string.IsNullOrEmpty(part.ToolCallId) && part.ToolCallId != call.Id))
        {
            calls.Add(call = new PendingCall(part.Index));
        }

        call.Id = string.IsNullOrEmpty(part.ToolCallId) ? call.Id : part.ToolCallId;
        call.Name = string.IsNullOrEmpty(part.FunctionName) ? call.Name : part.FunctionName;
        if (part.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
        {
            call.Arguments.Append(Encoding.UTF8.GetString(arguments.ToMemory().Span));
        }
    }

    private sealed class PendingCall(int index)
    {
        public int Index { get; } = index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();

        public MessageContent.ToolCall ToCall() => new(Id ?? "", Name ?? "", Arguments.Length == 0 ? "{}" : Arguments.ToString());
    }
}
