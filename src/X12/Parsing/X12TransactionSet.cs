namespace Carelake.X12;

/// <summary>One transaction set, whole and in memory, as a tree of loops.</summary>
/// <param name="Header">Its header, with those of group and interchange.</param>
/// <param name="Segments">All segments in order, ST and SE included.</param>
/// <param name="Root">The same segments by loop; without a known guide all lie here.</param>
/// <param name="Findings">What was found wrong in it, envelopes included.</param>
public sealed record X12TransactionSet(
    X12TransactionHeader Header, IReadOnlyList<X12SegmentValue> Segments, X12Loop Root, IReadOnlyList<X12Finding> Findings)
{
    /// <summary>ST01.</summary>
    public string Id => Header.Id;

    /// <summary>The guide followed; null when it is not known.</summary>
    public X12Guide? Guide => Header.Guide;

    /// <summary>The separators of its interchange.</summary>
    public X12Delimiters Delimiters => Header.Group.Interchange.Delimiters;

    /// <summary>Its id and control number only.</summary>
    public override string ToString() => Header.ToString();

    /// <summary>Reads all transaction sets of an input that fits in memory. For larger ones feed an <see cref="X12Parser"/> with an <see cref="X12TransactionSetCollector"/>.</summary>
    /// <param name="bytes">Whole interchanges.</param>
    /// <param name="options">How much to check; the guide's structure only when null.</param>
    /// <returns>In order; findings outside any transaction set go to the one before, or are lost when there is none.</returns>
    public static IReadOnlyList<X12TransactionSet> ReadAll(ReadOnlySpan<byte> bytes, X12ParserOptions? options = null)
    {
        var sets = new List<X12TransactionSet>();
        var parser = new X12Parser(new X12TransactionSetCollector(sets.Add), options ?? X12ParserOptions.StructureOnly);
        parser.Feed(bytes);
        parser.Complete();
        return sets;
    }
}
