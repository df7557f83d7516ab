using System.Net;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Models.Http;

/// <summary>A stream of events with its lines mended, that fails once it grows beyond a limit: readers of event streams collect a whole line before they look at it.</summary>
internal sealed class BoundedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Stream _stream;

    private BoundedContent(HttpContent inner, Stream stream)
    {
        _inner = inner;
        _stream = stream;
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    public static async Task<BoundedContent> WrapAsync(ModelProviderOptions provider, HttpContent inner, long maxBytes, CancellationToken cancellationToken)
    {
        var stream = await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new BoundedContent(
            inner, new EventStreamMender(provider.Id, new BoundedStream(provider.Id, stream, maxBytes), provider.Api == ModelApis.OpenAiCompletions, provider.ApiKey));
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(_stream);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _stream.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class BoundedStream(string provider, Stream inner, long maxBytes) : ReadingStream(inner)
    {
        private long _read;

        public override int Read(byte[] buffer, int offset, int count) => Count(Inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        private int Count(int read)
        {
            _read += read;
            return _read <= maxBytes
                ? read
                : throw new ModelException(ModelErrorKind.InvalidResponse, $"{provider}: the response is longer than {maxBytes} bytes.");
        }
    }
}
