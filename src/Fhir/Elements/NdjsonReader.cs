using System.Runtime.CompilerServices;
using Carelake.Core;

namespace Carelake.Fhir.Elements;

/// <summary>One line of NDJSON.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Parsed">The resource of the line, and what is wrong with it.</param>
public sealed record NdjsonLine(long Number, Parsed<FhirDocument?> Parsed);

/// <summary>Reads NDJSON as Bulk Data gives it: one resource a line, the memory that of the longest line. A bad line is an issue of its own.</summary>
public static class NdjsonReader
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>The lines of a stream, empty ones left out.</summary>
    /// <param name="stream">UTF-8; read to its end, not closed.</param>
    /// <param name="limits">What one line may be; the default when null.</param>
    /// <param name="cancellationToken">Stops between lines.</param>
    public static async IAsyncEnumerable<NdjsonLine> ReadAsync(
        Stream stream, FhirReadLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lines = new LineBuffer(Math.Min((limits ?? FhirReadLimits.Default).MaxSizeBytes, Array.MaxLength / 4));
        long number = 0;
        while (await lines.FillAsync(stream, cancellationToken))
            while (lines.TryTake(out var line, out var isTooLong))
            {
                number++;
                if (isTooLong) yield return new NdjsonLine(number, new(null, [new Issue("FHIR-0002", Severity.Error, "", "The line is longer than the reader accepts.")]));
                else if (!line.Span.Trim(" \t\r"u8).IsEmpty) yield return new NdjsonLine(number, FhirDocument.Parse(line, limits));
            }
    }

    /// <summary>Cuts a stream into lines; each line is bytes of its own, since documents outlive the buffer.</summary>
    private sealed class LineBuffer(int longest)
    {
        private byte[] _bytes = new byte[FirstBuffer];
        private int _start;
        private int _end;
        private int _searched;
        private bool _isAtEnd;
        private bool _isSkipping;

        public async ValueTask<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
        {
            if (_isAtEnd) return false;
            MakeRoom();
            var count = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken);
            _isAtEnd = count == 0;
            _end += count;
            return count > 0 || _end > _start || _isSkipping;
        }

        public bool TryTake(out ReadOnlyMemory<byte> line, out bool isTooLong)
        {
            line = default;
            isTooLong = false;
            var found = _bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (found < 0)
            {
                _searched = _end;
                if (!_isAtEnd)
                {
                    Overflow();
                    return false;
                }
                if (_start == _end && !_isSkipping) return false;
                found = _end - _searched;
            }
            var end = _searched + found;
            isTooLong = _isSkipping || end - _start > longest;
            if (!isTooLong) line = _bytes.AsSpan(_start, end - _start).ToArray();
            _isSkipping = false;
            _start = _searched = Math.Min(end + 1, _end);
            return true;
        }

        // A line beyond the limit is thrown away while it is read, up to its end.
        private void Overflow()
        {
            if (_end - _start <= longest) return;
            _isSkipping = true;
            _start = _searched = _end;
        }

        private void MakeRoom()
        {
            if (_start > 0)
            {
                _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
                _end -= _start;
                _searched -= _start;
                _start = 0;
            }
            if (_end == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        }
    }
}
