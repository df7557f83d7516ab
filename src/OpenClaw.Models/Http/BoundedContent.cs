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

    private sealed class BoundedStream(string provider, Stream inner, long maxBytes) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            _read += read;
            return _read <= maxBytes
                ? read
                : throw new ModelException(ModelErrorKind.InvalidResponse, $"{provider}: the response is longer than {maxBytes} bytes.");
        }
    }
}
