using System.Collections.Concurrent;
using Akka.IO;
using Akka.Streams.Implementation.Stages;

namespace Akka.Streams.Implementation.IO;

/// <summary>A stream that only reads or only writes, forwards.</summary>
internal abstract class OneWayStream : Stream
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException("This stream has no length");

    public override long Position
    {
        get => throw new NotSupportedException("This stream has no position");
        set => throw new NotSupportedException("This stream has no position");
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("This stream can only go forwards");

    public override void SetLength(long value) => throw new NotSupportedException("This stream has no length");
}

/// <summary>Keeps some elements for a reader that blocks.</summary>
internal sealed class ReadableSinkLogic : SinkLogic<ByteString>
{
    private readonly BlockingCollection<ByteString> _queue = [];
    private readonly int _capacity;
    private volatile Exception? _failure;

    internal ReadableSinkLogic(int capacity, TimeSpan readTimeout)
    {
        _capacity = capacity;
        Readable = new Reader(this, readTimeout);
    }

    internal Stream Readable { get; }

    public override void PreStart() => Pull(In);

    public override void OnPush()
    {
        _queue.Add(Grab(In));
        PullIfRoom();
    }

    public override void OnUpstreamFinish()
    {
        _queue.CompleteAdding();
        CompleteStage();
    }

    public override void OnUpstreamFailure(Exception e)
    {
        _failure = e;
        _queue.CompleteAdding();
        FailStage(e);
    }

    public override void PostStop()
    {
        if (_queue.IsAddingCompleted) return;
        _failure = new AbruptStageTerminationException(this);
        _queue.CompleteAdding();
    }

    private void PullIfRoom()
    {
        if (_queue.Count < _capacity && !HasBeenPulled(In)) TryPull(In);
    }

    private sealed class Reader(ReadableSinkLogic sink, TimeSpan timeout) : OneWayStream
    {
        private ByteString _rest = ByteString.Empty;
        private bool _closed;

        public override bool CanRead => !_closed;

        public override bool CanWrite => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            ObjectDisposedException.ThrowIf(_closed, this);
            while (_rest.IsEmpty)
            {
                if (sink._queue.TryTake(out var next, timeout))
                {
                    _rest = next;
                    sink.Post(static logic => logic.PullIfRoom(), sink);
                    continue;
                }

                if (!sink._queue.IsCompleted) throw new TimeoutException($"Timeout on waiting for new data: {timeout}");
                if (sink._failure is { } failure) throw new IOException(failure.Message, failure);
                return 0;
            }

            var copied = _rest.CopyTo(buffer, offset, count);
            _rest = _rest.Slice(copied);
            return copied;
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only reads");

        public override void Flush() => throw new NotSupportedException("This stream only reads");

        protected override void Dispose(bool disposing)
        {
            if (!_closed)
            {
                _closed = true;
                sink.Post(static logic => logic.CancelStage(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance), sink);
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>Emits what a writer that blocks has left in a buffer.</summary>
internal sealed class WritableSourceLogic : SourceLogic<ByteString>
{
    private readonly BlockingCollection<ByteString> _queue;
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _drained = new(true);
    private volatile bool _stopped;

    internal WritableSourceLogic(int capacity, TimeSpan writeTimeout)
    {
        _queue = new BlockingCollection<ByteString>(capacity);
        Writable = new Writer(this, writeTimeout);
    }

    internal Stream Writable { get; }

    public override void OnPull() => EmitNext();

    public override void PostStop()
    {
        _stopped = true;
        while (_queue.TryTake(out _))
        {
            // What nobody will read makes room, so that a writer that waits sees the end.
        }

        NoteDrained();
    }

    private void EmitNext()
    {
        if (IsAvailable(Out) && _queue.TryTake(out var bytes)) Push(Out, bytes);
        if (_queue.Count > 0) return;
        NoteDrained();
        if (_queue.IsAddingCompleted && _queue.Count == 0) CompleteStage();
    }

    private void NoteDrained()
    {
        lock (_lock)
        {
            if (_queue.Count == 0) _drained.Set();
        }
    }

    private void NoteAdded()
    {
        lock (_lock)
        {
            if (_queue.Count > 0) _drained.Reset();
        }

        Post(static logic => logic.EmitNext(), this);
    }

    private sealed class Writer(WritableSourceLogic source, TimeSpan timeout) : OneWayStream
    {
        private bool _closed;

        public override bool CanRead => false;

        public override bool CanWrite => !_closed;

        public override void Write(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            ObjectDisposedException.ThrowIf(_closed, this);
            if (count == 0) return;
            if (source._stopped) throw new IOException("Publisher is closed");
            if (!source._queue.TryAdd(ByteString.CopyFrom(buffer, offset, count), timeout)) throw new TimeoutException($"Timed out trying to write data to stream: {timeout}");
            if (source._stopped) throw new IOException("Publisher is closed");
            source.NoteAdded();
        }

        public override void Flush()
        {
            if (!source._drained.Wait(timeout)) throw new TimeoutException($"Timed out trying to flush the stream: {timeout}");
            if (source._stopped && !_closed) throw new IOException("Publisher is closed");
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream only writes");

        protected override void Dispose(bool disposing)
        {
            if (!_closed)
            {
                _closed = true;
                source._queue.CompleteAdding();
                source.Post(static logic => logic.EmitNext(), source);
            }

            base.Dispose(disposing);
        }
    }
}
