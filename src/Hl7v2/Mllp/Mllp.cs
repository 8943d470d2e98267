using System.Buffers;

namespace Carelake.Hl7v2;

/// <summary>The minimal lower layer protocol (HL7 v2.5.1 appendix C): <c>VT message FS CR</c>.</summary>
public static class Mllp
{
    /// <summary>Begins a frame: VT.</summary>
    public const byte StartBlock = 0x0B;

    /// <summary>Ends a frame: FS, followed by <see cref="CarriageReturn"/>.</summary>
    public const byte EndBlock = 0x1C;

    /// <summary>Ends a frame after <see cref="EndBlock"/>.</summary>
    public const byte CarriageReturn = 0x0D;

    /// <summary>Puts a frame around a message.</summary>
    /// <param name="message">Must hold neither <see cref="StartBlock"/> nor <see cref="EndBlock"/>.</param>
    /// <param name="output">Gets the frame.</param>
    /// <exception cref="ArgumentException">The message holds a frame character: a receiver would cut it there.</exception>
    public static void Write(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        if (message.IndexOfAny(StartBlock, EndBlock) >= 0)
            throw new ArgumentException("A message that holds a frame character cannot be framed; write such bytes as escape sequences.", nameof(message));
        var frame = output.GetSpan(message.Length + 3);
        frame[0] = StartBlock;
        message.CopyTo(frame[1..]);
        frame[message.Length + 1] = EndBlock;
        frame[message.Length + 2] = CarriageReturn;
        output.Advance(message.Length + 3);
    }
}
