using System.Buffers.Binary;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>A hash of bytes for tables that are looked at once for nearly every element.</summary>
internal static class Utf8Hash
{
    /// <summary>From the length, the first, the middle and the last eight bytes: enough for names, codes and addresses; never negative.</summary>
    public static int Of(ReadOnlySpan<byte> text)
    {
        var mixed = (ulong)text.Length;
        if (text.Length >= 8)
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(text) ^ (BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]) * 31);
            if (text.Length > 24) mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(text[(text.Length / 2)..]) * 961;
        }
        else
        {
            foreach (var letter in text) mixed = (mixed << 8) | letter;
        }
        mixed *= 0x9E3779B97F4A7C15UL;
        return (int)((mixed ^ (mixed >> 29)) >> 33);
    }
}
