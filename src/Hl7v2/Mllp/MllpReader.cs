using System.Buffers;

namespace Carelake.Hl7v2;

/// <summary>
/// Takes frames out of a stream that arrives in any pieces. Holds the bytes of one unfinished frame and no clock: whoever reads the socket decides when a frame
/// takes too long, and then calls <see cref="Reset"/> or <see cref="TakeIdle"/>.
/// </summary>
/// <param name="longestMessage">Bytes of a message beyond which its frame is dropped; positive.</param>
/// <param name="isStrict">
/// The end character without a carriage return drops the frame. Otherwise it ends the message when another frame follows at once, or nothing does (see
/// <see cref="TakeIdle"/>).
/// </param>
public sealed class MllpReader(int longestMessage, bool isStrict = false)
{
    /// <summary>Bytes that are given of a frame that grew too long: enough to see who sent what.</summary>
    public const int KeptOfTooLong = 64 << 10;

    private enum State { Outside, Inside, AfterEnd, Skipping }

    private readonly ArrayBufferWriter<byte> _frame = new();
    private State _state;

    /// <summary>A frame has begun and is not complete.</summary>
    public bool IsInFrame => _state is not State.Outside;

    /// <summary>Bytes of the unfinished frame that are held.</summary>
    public int HeldBytes => _frame.WrittenCount;

    /// <summary>Reads on. Call again with what is left of the bytes until the answer is <see cref="MllpEvent.NeedsMore"/>.</summary>
    /// <param name="bytes">What arrived; on return what was not looked at yet.</param>
    /// <param name="message">
    /// For <see cref="MllpEvent.Message"/> the message in an array of its own; for <see cref="MllpEvent.TooLong"/> its beginning, at most <see cref="KeptOfTooLong"/> bytes;
    /// empty otherwise.
    /// </param>
    public MllpEvent Read(ref ReadOnlySpan<byte> bytes, out ReadOnlyMemory<byte> message)
    {
        message = default;
        while (!bytes.IsEmpty)
        {
            var found = _state switch
            {
                State.Outside => ReadOutside(ref bytes),
                State.Inside => ReadInside(ref bytes, ref message),
                State.Skipping => ReadSkipping(ref bytes),
                _ => ReadAfterEnd(ref bytes, ref message),
            };
            if (found != MllpEvent.NeedsMore) return found;
        }
        return MllpEvent.NeedsMore;
    }

    /// <summary>The sender has been silent for a while: a frame whose end came without its carriage return is complete, unless the reader is strict.</summary>
    /// <param name="message">The message; empty when there is none.</param>
    /// <returns>There is a message.</returns>
    public bool TakeIdle(out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (_state != State.AfterEnd || isStrict) return false;
        message = TakeFrame();
        return true;
    }

    /// <summary>Drops the unfinished frame, as after a timeout.</summary>
    public void Reset()
    {
        _frame.ResetWrittenCount();
        _state = State.Outside;
    }

    private MllpEvent ReadOutside(ref ReadOnlySpan<byte> bytes)
    {
        var start = bytes.IndexOf(Mllp.StartBlock);
        var noise = start < 0 ? bytes : bytes[..start];
        bytes = start < 0 ? default : bytes[(start + 1)..];
        if (start >= 0) _state = State.Inside;
        // Line ends, blanks and zeros between frames are so common that nobody needs to hear of them.
        return noise.IndexOfAnyExcept("\r\n \0"u8) >= 0 ? MllpEvent.Noise : MllpEvent.NeedsMore;
    }

    private MllpEvent ReadInside(ref ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> message)
    {
        var end = bytes.IndexOfAny(Mllp.StartBlock, Mllp.EndBlock);
        var part = end < 0 ? bytes : bytes[..end];
        if (part.Length > longestMessage - _frame.WrittenCount)
        {
            var held = _frame.WrittenSpan[..Math.Min(KeptOfTooLong, _frame.WrittenCount)];
            message = (byte[])[.. held, .. part[..Math.Min(KeptOfTooLong - held.Length, part.Length)]];
            Reset();
            _state = State.Skipping;
            bytes = bytes[part.Length..];
            return MllpEvent.TooLong;
        }
        _frame.Write(part);
        bytes = bytes[part.Length..];
        if (bytes.IsEmpty) return MllpEvent.NeedsMore;
        var sign = bytes[0];
        bytes = bytes[1..];
        if (sign == Mllp.EndBlock)
        {
            _state = State.AfterEnd;
            return MllpEvent.NeedsMore;
        }
        Reset();
        _state = State.Inside;
        return MllpEvent.Restarted;
    }

    private MllpEvent ReadSkipping(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(Mllp.StartBlock, Mllp.EndBlock);
        if (end < 0)
        {
            bytes = default;
            return MllpEvent.NeedsMore;
        }
        _state = bytes[end] == Mllp.StartBlock ? State.Inside : State.Outside;
        bytes = bytes[(end + 1)..];
        return MllpEvent.NeedsMore;
    }

    private MllpEvent ReadAfterEnd(ref ReadOnlySpan<byte> bytes, ref ReadOnlyMemory<byte> message)
    {
        if (bytes[0] == Mllp.CarriageReturn)
        {
            bytes = bytes[1..];
            message = TakeFrame();
            return MllpEvent.Message;
        }
        if (!isStrict && bytes[0] == Mllp.StartBlock)
        {
            message = TakeFrame();
            return MllpEvent.Message;
        }
        // Neither the end nor another frame: the end character was data, or the sender is broken. Nobody can tell, so nothing of it is processed.
        Reset();
        return MllpEvent.BadEnd;
    }

    private ReadOnlyMemory<byte> TakeFrame()
    {
        var message = _frame.WrittenSpan.ToArray();
        Reset();
        return message;
    }
}
