namespace Carelake.Hl7v2;

/// <summary>What a receiver has agreed with its senders beyond the standard.</summary>
public sealed record Hl7ReadOptions
{
    /// <summary>An MLLP endpoint's: Windows-1252 where MSH-18 is silent, no UTF-16.</summary>
    public static Hl7ReadOptions Default { get; } = new();

    /// <summary>A file's: as <see cref="Default"/>, and UTF-16 or UTF-32 text is read.</summary>
    public static Hl7ReadOptions File { get; } = new() { AllowsWideCharacters = true };

    /// <summary>
    /// The character set of a message that declares none, or none that is known, and is no valid UTF-8; by its name in table 0211 or its registered
    /// name. An unknown name means Windows-1252.
    /// </summary>
    public string FallbackCharset { get; init; } = Charset.Fallback;

    /// <summary>
    /// Read UTF-16 and UTF-32. Their bytes cannot be told from the frame characters of MLLP, so an endpoint refuses them unless both sides agreed.
    /// </summary>
    public bool AllowsWideCharacters { get; init; }
}
