namespace Carelake.X12;

/// <summary>Codes against external code sets (SNIP 5), and which sets were not looked into because the caller has no table of them.</summary>
internal sealed class X12CodeSetChecks(X12Handler handler, X12Teller teller, X12CodeLookup? lookUp)
{
    private static readonly int Hcpcs = X12CodeSets.IdOf("hcpcs");
    private static readonly int Cpt = X12CodeSets.IdOf("cpt");

    // No table, and told of.
    private readonly bool[] _isOff = new bool[X12CodeSets.Count];

    /// <summary>Codes are asked for at all.</summary>
    public bool IsWanted { get; } = teller.Wants(SnipLevel.CodeSet);

    /// <summary>The elements of a segment whose sets the guide does not name.</summary>
    public void Take(in X12Segment segment, X12GuideSegment guide, int position)
    {
        foreach (var coded in guide.CodedElements!)
        {
            if (coded.Element > segment.ElementCount || segment.Element(coded.Element).IsEmpty) continue;
            if (coded.Qualifiers is { } qualifiers && !qualifiers.Contains(segment.Component(coded.Element, coded.QualifierComponent))) continue;
            var value = coded.Component == 0 ? segment.Element(coded.Element) : segment.Component(coded.Element, coded.Component);
            if (value.IsEmpty) continue;
            var set = coded.Set == Hcpcs && char.IsAsciiDigit((char)value[0]) ? Cpt : coded.Set;
            if (IsKnown(set, value)) continue;
            var name = X12CodeSets.NameOf(set);
            teller.Element(
                segment, position, guide.Loop!.Id, coded.Element, coded.Component, 0, "X12-0120", SnipLevel.CodeSet, "7",
                $"Loop {guide.Loop.Id}: {Message(X12Names.Reference(guide.Id, coded.Element, coded.Component), name)}");
        }
    }

    /// <summary>A value is a code of the set, or nobody knows.</summary>
    public bool IsKnown(int set, ReadOnlySpan<byte> value)
    {
        if (set < 0 || _isOff[set]) return true;
        if (lookUp?.Invoke(X12CodeSets.NameOf(set), X12Text.Of(value)) is { } isKnown) return isKnown;
        _isOff[set] = true;
        handler.OnCodeSetNotChecked(X12CodeSets.NameOf(set));
        return true;
    }

    /// <summary>What a person reads of a code that is none.</summary>
    public static string Message(string reference, string set) => $"{reference} holds a code that is not in the table of {X12CodeSets.Title(set)}.";
}
