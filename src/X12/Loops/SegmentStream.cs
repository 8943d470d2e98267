using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Carelake.Core;

namespace Carelake.X12;

/// <summary>Segments as values, from bytes or a stream, one after the other.</summary>
internal static class SegmentStream
{
    private const int BufferBytes = 1 << 16;

    /// <summary>All segments of bytes that are in memory.</summary>
    public static List<X12SegmentValue> Of(ReadOnlySpan<byte> bytes, ImmutableArray<Issue>.Builder? issues = null)
    {
        var reader = new X12Reader(issues is null ? null : finding => issues.Add(finding.Issue));
        var segments = new List<X12SegmentValue>();
        while (reader.TryRead(ref bytes, isFinal: true, out var segment))
            segments.Add(segment.ToValue());
        return segments;
    }

    /// <summary>The segments of a stream, in the memory of the longest segment.</summary>
    public static IEnumerable<X12SegmentValue> Of(Stream stream, ImmutableArray<Issue>.Builder? issues = null)
    {
        var reader = new X12Reader(issues is null ? null : finding => issues.Add(finding.Issue));
        var (buffer, start, end, isFinal) = (new byte[BufferBytes], 0, 0, false);
        while (true)
        {
            while (Next(reader, buffer, ref start, end, isFinal) is { } segment)
                yield return segment;
            if (isFinal) yield break;
            if (start > 0)
            {
                Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
                (start, end) = (0, end - start);
            }
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var count = stream.Read(buffer, end, buffer.Length - end);
            isFinal = count == 0;
            end += count;
        }
    }

    /// <summary>The segments of each transaction set, ST to SE; a set without SE ends where the next one or the group's end begins.</summary>
    public static IEnumerable<IReadOnlyList<X12SegmentValue>> Transactions(IEnumerable<X12SegmentValue> segments)
    {
        List<X12SegmentValue>? open = null;
        foreach (var segment in segments)
        {
            if (open is not null && segment.Id is "ST" or "GE" or "GS" or "IEA" or "ISA")
            {
                yield return open;
                open = null;
            }
            if (segment.Id == "ST") open = [];
            open?.Add(segment);
            if (open is null || segment.Id != "SE") continue;
            yield return open;
            open = null;
        }
        if (open is not null) yield return open;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static X12SegmentValue? Next(X12Reader reader, byte[] buffer, ref int start, int end, bool isFinal)
    {
        ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
        var isRead = reader.TryRead(ref rest, isFinal, out var segment);
        start = end - rest.Length;
        return isRead ? segment.ToValue() : null;
    }
}
