using System.Net;

namespace OpenClaw.Tools.Web;

/// <summary>A file from a public address.</summary>
/// <param name="Type">Its media type, in lower case, without parameters; empty when the server does not say.</param>
/// <param name="Data">Its bytes.</param>
public sealed record DownloadedFile(string Type, ReadOnlyMemory<byte> Data);

/// <summary>Fetches files that a request names by their addresses, from the open Internet only. Thread safe; nothing of HTTP is made before the first one.</summary>
/// <param name="time">The clock.</param>
/// <param name="mayCall">Which addresses may be dialled; the public ones when null.</param>
public sealed class PublicDownload(TimeProvider time, Func<IPAddress, bool>? mayCall = null) : IDisposable
{
    private const int MaxRedirects = 3;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly Lazy<HttpClient> _http = new(() => PublicHttp.Create(mayCall ?? PublicAddress.IsPublic));

    /// <summary>Fetches one file: ten seconds and three redirects at most.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="maxBytes">Largest size, after decompression.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The file, or why there is none, in words for whoever named it.</returns>
    public async Task<(DownloadedFile? File, string? Problem)> GetAsync(string url, int maxBytes, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(s_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var address = WebAddress.Parse(url, null);
            if (await PublicHttp.GetAsync(_http.Value, address, accept: null, MaxRedirects, either.Token).ConfigureAwait(false) is not { } got)
            {
                return (null, $"the address was redirected more than {MaxRedirects} times");
            }

            using var response = got.Response;
            return response.IsSuccessStatusCode
                ? await ReadAsync(response.Content, maxBytes, either.Token).ConfigureAwait(false)
                : (null, $"the address answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (null, $"the address did not answer within {s_timeout.TotalSeconds:0} s");
        }
        catch (ToolRefusalException refused)
        {
            return (null, refused.Message);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            return (null, failure.InnerException is ToolRefusalException refusal ? refusal.Message : "the address could not be reached");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static async Task<(DownloadedFile? File, string? Problem)> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancel)
    {
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await stream.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > maxBytes)
            {
                return (null, $"it is larger than {maxBytes} bytes");
            }
        }

        return (new DownloadedFile(content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "", bytes.ToArray()), null);
    }
}
