using System.Security.Cryptography;

namespace Carelake.Lake.Landing;

/// <summary>The plain bytes of a landed object, chunk by chunk; no byte is given out before its chunk has proved authentic.</summary>
internal sealed class DecryptingStream(Stream inner, ObjectHeader header, byte[] dataKey, Func<Exception, Exception> onCorrupt) : Stream
{
    private readonly ChunkCipher _cipher = new(dataKey, header.NoncePrefix);
    private readonly byte[] _sealed = new byte[header.ChunkSizeBytes + ObjectHeader.TagBytes];
    private readonly byte[] _plain = new byte[header.ChunkSizeBytes];
    private int _start;
    private int _end;
    private bool _isDone;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_start == _end && !_isDone)
            OpenChunk(inner.ReadAtLeast(_sealed, _sealed.Length, throwOnEndOfStream: false));
        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_start == _end && !_isDone)
            OpenChunk(await inner.ReadAtLeastAsync(_sealed, _sealed.Length, throwOnEndOfStream: false, cancellationToken));
        return Take(buffer.Span);
    }

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
            _cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void OpenChunk(int count)
    {
        _isDone = count < _sealed.Length;
        var length = count - ObjectHeader.TagBytes;
        if (length < 0)
            throw onCorrupt(new EndOfStreamException());
        try
        {
            _cipher.Open(_sealed.AsSpan(0, count), _plain.AsSpan(0, length), _isDone);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw onCorrupt(exception);
        }

        (_start, _end) = (0, length);
    }

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _end - _start);
        _plain.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }
}
