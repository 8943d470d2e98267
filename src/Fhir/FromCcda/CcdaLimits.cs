namespace Carelake.Fhir.FromCcda;

/// <summary>What is read before a document is refused as too large.</summary>
/// <param name="MaxSizeBytes">Most bytes.</param>
/// <param name="MaxDepth">Most nested elements.</param>
public sealed record CcdaLimits(int MaxSizeBytes = 1 << 26, int MaxDepth = 100)
{
    /// <summary>64 MB, 100 levels.</summary>
    public static CcdaLimits Default { get; } = new();
}
