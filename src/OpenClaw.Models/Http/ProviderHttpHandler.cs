using System.Net;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Http;

/// <summary>Turns HTTP failures into <see cref="ModelException"/> once for all providers, bounds responses, and puts the key where the dialect wants it.</summary>
internal sealed class ProviderHttpHandler : DelegatingHandler
{
    // What Anthropic's interface names it; its servers and those that are compatible with them take no bearer in place of a key.
    private const string AnthropicKeyHeader = "x-api-key";

    private const int MaxErrorBytes = 64 << 10;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    private readonly ModelProviderOptions _options;
    private readonly ModelCallLimits _limits;
    private readonly TimeProvider _time;

    public ProviderHttpHandler(ModelProviderOptions options, ModelCallLimits limits, TimeProvider time, HttpMessageHandler inner)
        : base(inner)
    {
        _options = options;
        _limits = limits;
        _time = time;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The packages insist on a key, and each has its own idea of where it goes: what is sent is decided here, and nothing when there is none.
        request.Headers.Remove("Authorization");
        request.Headers.Remove(AnthropicKeyHeader);
        if (_options.ApiKey is { } key)
        {
            _ = _options.Api == ModelApis.AnthropicMessages
                ? request.Headers.TryAddWithoutValidation(AnthropicKeyHeader, key)
                : request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        foreach (var header in _options.Headers)
        {
            request.Headers.Remove(header.Key);
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw await FailureAsync(response, cancellationToken).ConfigureAwait(false);
            }
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/html")
        {
            response.Dispose();
            throw new ModelException(
                ModelErrorKind.InvalidResponse, $"{_options.Id}: answered with a web page; check models.providers.{_options.Id}.baseUrl.");
        }

        if (response.Content.Headers.ContentType?.MediaType is "application/json")
        {
            // Every call asks for a stream: this is an error under a good status, or a server that cannot stream.
            using (response)
            {
                var said = await ProviderErrorText.ReadAsync(response.Content, MaxErrorBytes, _options.ApiKey, cancellationToken).ConfigureAwait(false);
                throw said is null
                    ? new ModelException(ModelErrorKind.InvalidResponse, $"{_options.Id}: answered all at once, and not with a stream of events as it was asked to.")
                    : new ModelException(ModelErrorKind.Unavailable, $"{_options.Id}: failed on its side. It says: {said}");
            }
        }

        response.Content = await BoundedContent.WrapAsync(_options, response.Content, _limits.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return response;
    }

    private async Task<ModelException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var said = await ProviderErrorText.ReadAsync(response.Content, MaxErrorBytes, _options.ApiKey, cancellationToken).ConfigureAwait(false);
        var retryAfter = RetryAfter(response);
        var id = _options.Id;
        var detail = said is null ? "" : $" It says: {said}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ModelException(
                ModelErrorKind.Auth,
                _options.ApiKey is null
                    ? $"{id}: a key is required (HTTP {status}); set models.providers.{id}.apiKey.{detail}"
                    : $"{id}: the key was refused (HTTP {status}); check models.providers.{id}.apiKey.{detail}"),
            HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests => new ModelException(
                ModelErrorKind.RateLimited,
                retryAfter is { } wait
                    ? $"{id}: too many requests (HTTP {status}); asks to wait {wait.TotalSeconds:0.#} s.{detail}"
                    : $"{id}: too many requests or no quota left (HTTP {status}).{detail}",
                retryAfter),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new ModelException(
                ModelErrorKind.Timeout, $"{id}: gave up waiting for its model (HTTP {status}).{detail}", retryAfter),
            >= HttpStatusCode.InternalServerError => new ModelException(
                ModelErrorKind.Unavailable, $"{id}: failed on its side (HTTP {status}).{detail}", retryAfter),
            >= HttpStatusCode.BadRequest => new ModelException(
                ModelErrorKind.InvalidRequest, $"{id}: refused the request (HTTP {status}).{detail}"),
            _ => new ModelException(
                ModelErrorKind.InvalidResponse, $"{id}: answered HTTP {status}, which is no answer of a model; check models.providers.{id}.baseUrl."),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => null,
        };
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => TimeSpan.Zero,
            { } value => value > LongestRetryAfter ? LongestRetryAfter : value,
        };
    }
}
