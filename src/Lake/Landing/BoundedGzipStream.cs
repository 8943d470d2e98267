using System.IO.Compression;

namespace Carelake.Lake.Landing;

/// <summary>
/// Unpacks gzip, and ends with an error what grows without end: a few kilobytes can be made to unpack to more than any disk holds. Tables as text pack ten to
/// fifty times; what packs far better than that, and is large, is no table.
/// </summary>
public sealed class BoundedGzipStream : Stream
{
    /// <summary>Bytes that may be unpacked whatever they were packed to.</summary>
    public const long AnyRatioBytes = 1L << 30;

    /// <summary>How many times larger than packed the rest may be.</summary>
    public const int MostRatio = 250;

    private readonly CountedSource _packed;
    private readonly GZipStream _plain;
    private readonly long _anyRatioBytes;
    private long _unpacked;

    /// <summary>Unpacks a stream, which stays open.</summary>
    /// <param name="packed">The gzip.</param>
    /// <param name="anyRatioBytes">Bytes that may be unpacked whatever they were packed to; a gibibyte by default.</param>
    public BoundedGzipStream(Stream packed, long anyRatioBytes = AnyRatioBytes)
    {
        _packed = new(packed);
        _plain = new(_packed, CompressionMode.Decompress, leaveOpen: true);
        _anyRatioBytes = anyRatioBytes;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _unpacked;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It is no gzip, or unpacks to far more than it could hold.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Counted(_plain.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Counted(_plain.Read(buffer));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await _plain.ReadAsync(buffer, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _plain.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int count)
    {
        _unpacked += count;
        return _unpacked <= _anyRatioBytes || _unpacked <= _packed.Count * MostRatio
            ? count
            : throw new InvalidDataException($"It unpacks to more than {MostRatio} times its size.");
    }

    private sealed class CountedSource(Stream source) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(source.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Counted(source.Read(buffer));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await source.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Counted(int count)
        {
            Count += count;
            return count;
        }
    }
}
