namespace Carelake.X12;

/// <summary>How much is checked while reading.</summary>
public sealed record X12ParserOptions
{
    /// <summary>Everything that needs no data of the caller's: SNIP 1 to 7.</summary>
    public static X12ParserOptions Default { get; } = new();

    /// <summary>Envelopes and the guide's loops and segments only: for reading what was validated before.</summary>
    public static X12ParserOptions StructureOnly { get; } = new() { ChecksElements = false, HighestLevel = SnipLevel.Guide };

    /// <summary>Tests above this level are left out.</summary>
    public SnipLevel HighestLevel { get; init; } = SnipLevel.TradingPartner;

    /// <summary>Elements are looked at, not only segments.</summary>
    public bool ChecksElements { get; init; } = true;

    /// <summary>Looked at for transaction sets whose guide is not the one that is named; null takes the named one.</summary>
    public X12Guide? Guide { get; init; }

    /// <summary>Rules of levels 4, 6 and 7; those that come with the product when not given.</summary>
    public IReadOnlyList<X12Rule> Rules { get; init; } = X12RuleTable.BuiltIn;

    /// <summary>Knows external code sets; null when the caller has none.</summary>
    public X12CodeLookup? CodeLookup { get; init; }

    /// <summary>A longer segment is left out and reported.</summary>
    public int LargestSegmentBytes { get; init; } = X12Reader.LargestSegmentBytes;
}
