using System.Runtime.CompilerServices;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models;

/// <summary>What every provider's stream has in common: the idle limit, the size limit, one regular end, and failures as <see cref="ModelException"/>.</summary>
internal static class ModelStream
{
    /// <summary>Reads a provider's raw stream under the port's promises.</summary>
    /// <param name="provider">The provider's id, for messages.</param>
    /// <param name="open">Opens the raw stream; may throw anything, at once or while reading.</param>
    /// <param name="limits">Bounds of the call.</param>
    /// <param name="time">Clock of the idle limit.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async IAsyncEnumerable<ModelEvent> GuardAsync(
        string provider,
        Func<CancellationToken, IAsyncEnumerable<ModelEvent>> open,
        ModelCallLimits limits,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(limits.Idle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        var source = open(either.Token).GetAsyncEnumerator(either.Token);
        await using var _ = source.ConfigureAwait(false);
        var chars = 0L;
        while (true)
        {
            ModelEvent next;
            try
            {
                idle.CancelAfter(limits.Idle);
                if (!await source.MoveNextAsync().ConfigureAwait(false))
                {
                    throw new ModelException(ModelErrorKind.InvalidResponse, $"{provider}: the answer ended before it was complete.");
                }

                // The caller's own pace is no silence of the provider.
                idle.CancelAfter(Timeout.InfiniteTimeSpan);
                next = source.Current;
            }
            catch (Exception failure)
            {
                throw Translate(provider, failure, limits, idle.IsCancellationRequested, cancellationToken);
            }

            chars += Length(next);
            if (chars > limits.MaxAnswerChars)
            {
                throw new ModelException(ModelErrorKind.InvalidResponse, $"{provider}: the answer is longer than {limits.MaxAnswerChars} characters.");
            }

            yield return next;
            if (next is ModelEvent.Completed)
            {
                yield break;
            }
        }
    }

    private static int Length(ModelEvent next) => next switch
    {
        ModelEvent.TextDelta delta => delta.Text.Length,
        ModelEvent.ThinkingDelta delta => delta.Text.Length,
        ModelEvent.ToolCall call => call.Call.ArgumentsJson.Length,
        _ => 0,
    };

    private static ModelException Translate(
        string provider, Exception failure, ModelCallLimits limits, bool wasSilent, CancellationToken cancellationToken)
    {
        // The HTTP handler already knows what failed; the packages wrap it in their own exceptions.
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is ModelException known)
            {
                return known;
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return new ModelException(ModelErrorKind.Cancelled, $"{provider}: the call was cancelled.", innerException: failure);
        }

        if (wasSilent || failure is OperationCanceledException or TimeoutException)
        {
            return new ModelException(
                ModelErrorKind.Timeout, $"{provider}: no answer for {limits.Idle.TotalSeconds:0.###} s.", innerException: failure);
        }

        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } http:
                    return new ModelException(
                        ModelErrorKind.Unavailable, $"{provider}: cannot be reached ({http.HttpRequestError}).", innerException: failure);
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return new ModelException(
                        ModelErrorKind.InvalidResponse, $"{provider}: does not answer in HTTP; check models.providers.{provider}.baseUrl.", innerException: failure);
                case JsonException or FormatException or InvalidDataException or NullReferenceException or InvalidOperationException or InvalidCastException or ArgumentException or KeyNotFoundException:
                    // What is well-formed and still not what the packages expect ends in these.
                    return new ModelException(
                        ModelErrorKind.InvalidResponse, $"{provider}: the answer is not in the expected format.", innerException: failure);
                case IOException:
                    return new ModelException(
                        ModelErrorKind.InvalidResponse, $"{provider}: the connection broke before the answer was complete.", innerException: failure);
            }
        }

        return new ModelException(
            ModelErrorKind.InvalidResponse, $"{provider}: the answer could not be understood ({failure.GetType().Name}).", innerException: failure);
    }
}
