// The package marks its responses client as subject to change (OPENAI001).
#pragma warning disable OPENAI001
using System.Runtime.CompilerServices;
using OpenAI.Responses;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Http;

namespace OpenClaw.Models.OpenAi;

/// <summary>OpenAI's responses through the official package. Conversations are sent whole; nothing is stored at the provider.</summary>
internal sealed class OpenAiResponsesProvider : OpenAiProvider
{
    private readonly ResponsesClient _client;

    public OpenAiResponsesProvider(ModelProviderOptions options, HttpClient http, ModelCallLimits limits, TimeProvider time)
        : base(options, limits, time)
    {
        var settings = Configure(new ResponsesClientOptions { UserAgentApplicationId = "OpenClaw" }, http);
        settings.Endpoint = options.BaseUrl ?? settings.Endpoint;
        _client = new ResponsesClient(Credential(options), settings);
    }

    public override string Api => ModelApis.OpenAiResponses;

    protected override async IAsyncEnumerable<ModelEvent> ReadAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = 0;
        var updates = await _client.CreateResponseStreamingAsync(ToOptions(request), cancellationToken).ConfigureAwait(false);
        await foreach (var update in updates)
        {
            switch (update)
            {
                case StreamingResponseOutputTextDeltaUpdate delta when delta.Delta.Length > 0:
                    yield return new ModelEvent.TextDelta(delta.Delta);
                    break;
                case StreamingResponseRefusalDeltaUpdate refusal when refusal.Delta.Length > 0:
                    yield return new ModelEvent.TextDelta(refusal.Delta);
                    break;
                case StreamingResponseReasoningSummaryTextDeltaUpdate thinking when thinking.Delta.Length > 0:
                    yield return new ModelEvent.ThinkingDelta(thinking.Delta);
                    break;
                case StreamingResponseOutputItemDoneUpdate { Item: FunctionCallResponseItem call }:
                    calls++;
                    yield return new ModelEvent.ToolCall(new MessageContent.ToolCall(call.CallId, call.FunctionName, call.FunctionArguments.ToString()));
                    break;
                case StreamingResponseOutputItemDoneUpdate { Item: ImageGenerationCallResponseItem { ImageResultBytes: { } bytes } }:
                    yield return OpenAiPictures.OfBytes(bytes.ToMemory());
                    break;
                case StreamingResponseCompletedUpdate completed:
                    foreach (var last in End(completed.Response, calls > 0 ? StopReason.ToolUse : StopReason.Stop))
                    {
                        yield return last;
                    }

                    break;
                case StreamingResponseIncompleteUpdate incomplete:
                    foreach (var last in End(incomplete.Response, StopReason.Length))
                    {
                        yield return last;
                    }

                    break;
                case StreamingResponseFailedUpdate failed:
                    throw Failure(failed.Response.Error?.Message);
                case StreamingResponseErrorUpdate error:
                    throw Failure(error.Message);
            }
        }
    }

    private static IEnumerable<ModelEvent> End(ResponseResult response, StopReason reason)
    {
        if (response.Usage is { } usage)
        {
            yield return Usage(usage.InputTokenCount, usage.InputTokenDetails?.CachedTokenCount, usage.OutputTokenCount);
        }

        yield return new ModelEvent.Completed(reason, response.Id);
    }

    private ModelException Failure(string? said) =>
        new(ModelErrorKind.Unavailable, $"{Id}: failed while answering. {ProviderErrorText.Clean(said, Options.ApiKey)}".TrimEnd());

    private static CreateResponseOptions ToOptions(ModelRequest request)
    {
        var options = new CreateResponseOptions
        {
            Model = request.Model,
            Instructions = request.SystemPrompt,
            MaxOutputTokenCount = request.MaxOutputTokens,
            StoredOutputEnabled = false,
            StreamingEnabled = true,
        };
        if (OpenAiMessages.Effort(request.Thinking) is { } effort)
        {
            options.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = new ResponseReasoningEffortLevel(effort) };
        }

        foreach (var message in request.Messages)
        {
            Add(options.InputItems, message);
        }

        foreach (var tool in request.Tools)
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool(
                tool.Name, BinaryData.FromString(tool.ParametersSchemaJson), strictModeEnabled: false, functionDescription: tool.Description));
        }

        return options;
    }

    private static void Add(IList<ResponseItem> items, ModelMessage message)
    {
        switch (message.Role)
        {
            case ModelRole.Tool:
                items.Add(ResponseItem.CreateFunctionCallOutputItem(ToolNames.Fit(message.ToolCallId), message.JoinText()));
                break;
            case ModelRole.User:
                items.Add(ResponseItem.CreateUserMessageItem(message.Content.Select(Part).OfType<ResponseContentPart>()));
                break;
            default:
                if (message.JoinText() is { Length: > 0 } text)
                {
                    items.Add(ResponseItem.CreateAssistantMessageItem(text));
                }

                foreach (var call in message.Content.OfType<MessageContent.ToolCall>())
                {
                    items.Add(ResponseItem.CreateFunctionCallItem(ToolNames.Fit(call.Id), ToolNames.Fit(call.Name), BinaryData.FromString(call.ArgumentsJson)));
                }

                break;
        }
    }

    private static ResponseContentPart? Part(MessageContent content) => content switch
    {
        MessageContent.Text text => ResponseContentPart.CreateInputTextPart(text.Value),
        MessageContent.Image image => ResponseContentPart.CreateInputImagePart(new Uri(DataUrl.Of(image))),
        _ => null,
    };
}
