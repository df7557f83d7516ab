using System.Runtime.CompilerServices;
using System.Text;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Anthropic.Services;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Models.Http;
using StopReason = OpenClaw.Domain.AgentRuns.StopReason;

namespace OpenClaw.Models.AnthropicMessages;

/// <summary>Anthropic's messages through the official package, at any base address.</summary>
internal sealed class AnthropicMessagesProvider : IModelProvider
{
    private readonly ModelProviderOptions _options;
    private readonly ModelCallLimits _limits;
    private readonly TimeProvider _time;
    private readonly IMessageService _messages;

    public AnthropicMessagesProvider(ModelProviderOptions options, HttpClient http, ModelCallLimits limits, TimeProvider time)
    {
        _options = options;
        _limits = limits;
        _time = time;
        _messages = new AnthropicClient(new ClientOptions
        {
            HttpClient = http,
            ApiKey = options.ApiKey ?? "none",
            // Both are read from the environment when not set; a key of another account must not slip in.
            AuthToken = null,
            BaseUrl = BaseUrl(options.BaseUrl),
            MaxRetries = 0,
            // The limits of stream and run apply; the package tells the service its own, so it cannot be infinite.
            Timeout = TimeSpan.FromDays(2),
        }).Messages;
    }

    public string Id => _options.Id;

    public string Api => ModelApis.AnthropicMessages;

    public IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, CancellationToken cancellationToken) =>
        ModelStream.GuardAsync(Id, token => ReadAsync(request, token), _limits, _time, cancellationToken);

    // Users write the address with and without the version that the package adds by itself.
    private static string BaseUrl(Uri? configured)
    {
        var text = (configured?.ToString() ?? "https://api.anthropic.com").TrimEnd('/');
        return text.EndsWith("/v1", StringComparison.Ordinal) ? text[..^3] : text;
    }

    private async IAsyncEnumerable<ModelEvent> ReadAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = new StreamState();
        var events = OpenAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = events.ConfigureAwait(false);
        // The answer is over when the service says so, whether or not it closes the connection then.
        while (!state.IsStopped && await MoveNextAsync(events).ConfigureAwait(false))
        {
            if (state.Read(events.Current) is { } said)
            {
                yield return said;
            }
        }

        if (!state.IsComplete)
        {
            throw new ModelException(ModelErrorKind.InvalidResponse, $"{Id}: the answer ended before it was complete.");
        }

        yield return new ModelEvent.Usage(state.Usage);
        yield return new ModelEvent.Completed(state.Reason, state.ResponseId);
    }

    private IAsyncEnumerable<RawMessageStreamEvent> OpenAsync(ModelRequest request, CancellationToken cancellationToken) =>
        _messages.CreateStreaming(AnthropicRequests.ToParams(request), cancellationToken);

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<RawMessageStreamEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (AnthropicSseException failure) when (failure.InnerException is null)
        {
            // An "error" event in the middle of a stream; most often the service is overloaded.
            throw new ModelException(
                ModelErrorKind.Unavailable,
                $"{Id}: failed while answering. {ProviderErrorText.Clean(failure.ApiMessage, _options.ApiKey)}".TrimEnd(),
                innerException: failure);
        }
    }

    /// <summary>What has to be remembered between the events of one answer.</summary>
    private sealed class StreamState
    {
        private readonly StringBuilder _arguments = new();
        private ToolUseBlock? _tool;
        private bool _hasReason;

        public ModelUsage Usage { get; private set; } = ModelUsage.None;

        public StopReason Reason { get; private set; }

        public string? ResponseId { get; private set; }

        public bool IsStopped { get; private set; }

        public bool IsComplete => IsStopped && _hasReason;

        public ModelEvent? Read(RawMessageStreamEvent next)
        {
            if (next.TryPickContentBlockDelta(out var delta))
            {
                return Read(delta.Delta);
            }

            if (next.TryPickStart(out var start))
            {
                ResponseId = start.Message.ID;
                Usage = Counted(() =>
                {
                    var used = start.Message.Usage;
                    return new ModelUsage(used.InputTokens, used.OutputTokens, used.CacheReadInputTokens ?? 0, used.CacheCreationInputTokens ?? 0);
                });
            }
            else if (next.TryPickContentBlockStart(out var block))
            {
                _tool = block.ContentBlock.TryPickToolUse(out var tool) ? tool : null;
                _arguments.Clear();
                if (block.ContentBlock.TryPickText(out var text) && text.Text.Length > 0)
                {
                    return new ModelEvent.TextDelta(text.Text);
                }
            }
            else if (next.TryPickContentBlockStop(out _) && _tool is { } called)
            {
                _tool = null;
                return new ModelEvent.ToolCall(new MessageContent.ToolCall(called.ID, called.Name, _arguments.Length == 0 ? "{}" : _arguments.ToString()));
            }
            else if (next.TryPickDelta(out var message))
            {
                // Counts are cumulative, not increments.
                Usage = Counted(() => Usage with { Output = message.Usage.OutputTokens });
                _hasReason = true;
                Reason = message.Delta.StopReason?.Raw() switch
                {
                    "max_tokens" or "model_context_window_exceeded" => StopReason.Length,
                    "tool_use" => StopReason.ToolUse,
                    "refusal" => StopReason.Refusal,
                    _ => StopReason.Stop,
                };
            }
            else if (next.TryPickStop(out _))
            {
                IsStopped = true;
            }

            return null;
        }

        // Compatible servers leave counts out, and the package finds out only when they are read: an answer is worth more than its price.
        private ModelUsage Counted(Func<ModelUsage> read)
        {
            try
            {
                return read();
            }
            catch (AnthropicInvalidDataException)
            {
                return Usage;
            }
        }

        private ModelEvent? Read(RawContentBlockDelta delta)
        {
            if (delta.TryPickText(out var text))
            {
                return text.Text.Length > 0 ? new ModelEvent.TextDelta(text.Text) : null;
            }

            if (delta.TryPickThinking(out var thinking))
            {
                return thinking.Thinking.Length > 0 ? new ModelEvent.ThinkingDelta(thinking.Thinking) : null;
            }

            if (delta.TryPickInputJson(out var json))
            {
                _arguments.Append(json.PartialJson);
            }

            return null;
        }
    }
}
