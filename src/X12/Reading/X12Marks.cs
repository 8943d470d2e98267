namespace Carelake.X12;

/// <summary>What the scan of a segment noticed in passing, so that nobody has to look again.</summary>
/// <param name="Structured">Bit n: element n holds a component or repetition separator; bit 63 stands for all from the 63rd on.</param>
/// <param name="HasControl">There are bytes below the space.</param>
/// <param name="HasNonAscii">There are bytes above 126.</param>
internal readonly record struct X12Marks(ulong Structured, bool HasControl, bool HasNonAscii)
{
    public static ulong Bit(int element) => 1UL << Math.Min(element, 63);
}
