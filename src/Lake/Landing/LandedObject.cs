namespace Carelake.Lake.Landing;

/// <summary>One object of the landing zone: what arrived, for ever.</summary>
/// <param name="Sha256">SHA-256 of the plain bytes, lower-case hex: the object's name.</param>
/// <param name="RelativePath">Path below the lake folder, with forward slashes.</param>
/// <param name="SizeBytes">Size of the plain bytes.</param>
/// <param name="Format">How to read them.</param>
/// <param name="OriginalName">Where they came from, for people.</param>
/// <param name="LandedAt">When, in UTC.</param>
/// <param name="WasPresent">The same bytes had been landed before; nothing was written.</param>
public sealed record LandedObject(
    string Sha256,
    string RelativePath,
    long SizeBytes,
    ExtractFormat Format,
    string OriginalName,
    DateTimeOffset LandedAt,
    bool WasPresent);
