using System.Runtime.InteropServices;

namespace Carelake.Hl7v2;

/// <summary>The bytes that are split, and what splits them.</summary>
internal readonly record struct MessageText(byte[] Array, int Start, int Length, Delimiters Delimiters)
{
    public ReadOnlySpan<byte> Span => new(Array, Start, Length);

    /// <summary>The bytes of an array are used where they are; others are copied.</summary>
    public static MessageText Of(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array
            ? new(array, segment.Offset, segment.Count, Delimiters.Usual)
            : new(bytes.ToArray(), 0, bytes.Length, Delimiters.Usual);

    public MessageText Skip(int count) => this with { Start = Start + count, Length = Length - count };
}
