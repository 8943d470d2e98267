namespace Carelake.Fhir.Elements;

/// <summary>What a reader accepts before it refuses an input as too large.</summary>
/// <param name="MaxDepth">Most nested objects and arrays.</param>
/// <param name="MaxSizeBytes">Most bytes of one document, or of one line of NDJSON.</param>
public sealed record FhirReadLimits(int MaxDepth = 128, int MaxSizeBytes = 1 << 29)
{
    /// <summary>128 levels, 512 MB.</summary>
    public static FhirReadLimits Default { get; } = new();
}
