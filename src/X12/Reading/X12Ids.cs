namespace Carelake.X12;

/// <summary>Ids of the segments that the product looks for, packed.</summary>
internal static class X12Ids
{
    public static readonly ulong Isa = X12Key.Of("ISA");
    public static readonly ulong Iea = X12Key.Of("IEA");
    public static readonly ulong Ta1 = X12Key.Of("TA1");
    public static readonly ulong Gs = X12Key.Of("GS");
    public static readonly ulong Ge = X12Key.Of("GE");
    public static readonly ulong St = X12Key.Of("ST");
    public static readonly ulong Se = X12Key.Of("SE");
    public static readonly ulong Hl = X12Key.Of("HL");
}
