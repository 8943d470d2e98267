using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Carelake.Hl7v2;

/// <summary>
/// Texts of at most eight ASCII characters: codes, names of systems, days. The same ones come again in message after message, so each thread keeps the last
/// few hundred that it made instead of making them anew.
/// </summary>
internal static class ShortTexts
{
    /// <summary>Characters of the longest text that is kept.</summary>
    public const int Longest = sizeof(ulong);

    private const int CountBits = 9;
    private const ulong NullValue = '"' << 8 | '"';

    [ThreadStatic]
    private static Entry[]? _kept;

    /// <summary>The text of some ASCII bytes; <c>""</c>, which deletes, is none.</summary>
    /// <param name="first">The first byte; eight can be read from there.</param>
    /// <param name="length">1 to <see cref="Longest"/>.</param>
    public static string Of(ref byte first, int length)
    {
        var bytes = Unsafe.ReadUnaligned<ulong>(ref first) & ulong.MaxValue >> (64 - 8 * length);
        var kept = _kept ?? Start();
        // Fibonacci hashing: the multiplier is 2^64 over the golden ratio, and the highest bits of the product are spread best.
        ref var entry = ref kept[(int)(bytes * 0x9E3779B97F4A7C15 >> (64 - CountBits))];
        if (entry.Bytes == bytes && entry.Text is { } text && text.Length == length) return text;
        text = bytes == NullValue && length == 2 ? "" : Make(bytes, length);
        if (text.Length > 0) entry = new(bytes, text);
        return text;
    }

    private static string Make(ulong bytes, int length) => string.Create(length, bytes, static (text, bytes) =>
    {
        Span<char> wide = stackalloc char[Longest];
        Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()).CopyTo(MemoryMarshal.Cast<char, ushort>(wide));
        wide[..text.Length].CopyTo(text);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Entry[] Start() => _kept = new Entry[1 << CountBits];

    private readonly record struct Entry(ulong Bytes, string? Text);
}
