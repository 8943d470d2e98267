namespace Carelake.Hl7v2;

/// <summary>What a reader of frames found.</summary>
public enum MllpEvent
{
    /// <summary>The bytes are used up and no frame is complete: read more.</summary>
    NeedsMore,

    /// <summary>A message is complete.</summary>
    Message,

    /// <summary>Bytes outside any frame were left out.</summary>
    Noise,

    /// <summary>A frame began inside a frame: what was read of the first is dropped and must not be processed.</summary>
    Restarted,

    /// <summary>A frame grew beyond the limit; it is dropped up to its end, and its beginning is given.</summary>
    TooLong,

    /// <summary>The end character came without the carriage return that belongs to it, and the reader is strict: the frame is dropped.</summary>
    BadEnd,
}
