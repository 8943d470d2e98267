namespace Carelake.X12;

/// <summary>The four separators of an interchange, as its ISA segment declares them (ANSI ASC X12.5; ISA11 and ISA16 of 005010).</summary>
/// <param name="Element">Between elements: the byte after <c>ISA</c>.</param>
/// <param name="Repetition">Between repetitions: ISA11, zero where the interchange has none (before 00402, or <c>U</c>).</param>
/// <param name="Component">Between components: ISA16.</param>
/// <param name="Segment">Ends a segment: the byte after ISA16.</param>
public readonly record struct X12Delimiters(byte Element, byte Repetition, byte Component, byte Segment)
{
    /// <summary>What nearly everybody sends: <c>*</c>, <c>^</c>, <c>:</c> and <c>~</c>.</summary>
    public static X12Delimiters Usual { get; } = new((byte)'*', (byte)'^', (byte)':', (byte)'~');

    /// <summary>Text may hold this byte: it is none of the separators.</summary>
    public bool IsData(byte value) => value != Element && value != Component && value != Segment && (value != Repetition || Repetition == 0);
}
