namespace Carelake.X12;

/// <summary>A segment of a guide, in its place: the same id with another qualifier is another one.</summary>
public sealed class X12GuideSegment : X12GuidePart
{

    internal X12GuideSegment(string id, X12Usage usage, int repeat, int rank, X12GuideLoop loop, IReadOnlyList<X12Syntax> syntax)
        : base(id, usage, repeat, rank, loop)
    {
        Key = X12Key.Of(id);
        Syntax = syntax;
        SyntaxArray = [.. syntax];
    }

    /// <summary>Its elements in order.</summary>
    public IReadOnlyList<X12GuideElement> Elements => ElementArray;

    /// <summary>Its relational conditions.</summary>
    public IReadOnlyList<X12Syntax> Syntax { get; }

    /// <summary>It begins its loop.</summary>
    public bool IsTrigger => Loop!.PartList[0] == this;

    internal ulong Key { get; }

    /// <summary>Number among the guide's segments: the state of a walk that stands on it.</summary>
    internal int State { get; set; }

    internal X12GuideElement[] ElementArray { get; private set; } = [];

    internal X12Syntax[] SyntaxArray { get; }

    /// <summary>What it is to the rules that look at more than one segment.</summary>
    internal X12Role Role { get; set; }

    /// <summary>Elements with codes of external sets that the guide does not name; null for none.</summary>
    internal X12CodedElement[]? CodedElements { get; set; }

    /// <summary>The element whose format the one before names (element 1250); 0 for none.</summary>
    internal int FormattedElement { get; set; }

    /// <summary>Its composites may hold a format and a period in components 3 and 4.</summary>
    internal bool HasPeriodComponents { get; set; }

    /// <summary>The codes that tell it from others with its id; null when nothing does.</summary>
    internal X12CodeList? Qualifiers { get; private set; }

    /// <summary>Where <see cref="Qualifiers"/> stand; the same for all segments of an id.</summary>
    internal int QualifierElement { get; private set; } = 1;

    internal void Close(IEnumerable<X12GuideElement> elements)
    {
        ElementArray = [.. elements];
        // HL03 is the level; ENT02 tells an organisation from an individual.
        QualifierElement = Id switch { "HL" => 3, "ENT" => 2, _ => 1 };
        if (ElementArray.Length < QualifierElement) return;
        var element = ElementArray[QualifierElement - 1];
        Qualifiers = element.Codes ?? (element.ComponentArray.Length > 0 ? element.ComponentArray[0].Codes : null);
    }

}
