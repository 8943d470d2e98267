namespace Carelake.Hl7v2;

/// <summary>The characters of the minimal lower layer protocol (HL7 v2.5.1 appendix C).</summary>
public static class Mllp
{
    /// <summary>Begins a frame: VT.</summary>
    public const byte StartBlock = 0x0B;

    /// <summary>Ends a frame: FS, followed by <see cref="CarriageReturn"/>.</summary>
    public const byte EndBlock = 0x1C;

    /// <summary>Ends a frame after <see cref="EndBlock"/>.</summary>
    public const byte CarriageReturn = 0x0D;
}
