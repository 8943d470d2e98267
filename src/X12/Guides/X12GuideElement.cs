namespace Carelake.X12;

/// <summary>An element or component as a guide wants it.</summary>
public sealed class X12GuideElement
{
    internal X12GuideElement(
        int number, X12Usage usage, X12ElementType type, int minLength, int maxLength, int repeat, X12CodeList? codes, string? codeSet)
    {
        Number = number;
        Usage = usage;
        Type = type;
        MinLength = minLength;
        MaxLength = maxLength;
        Repeat = repeat;
        Codes = codes;
        CodeSet = codeSet;
        CodeSetId = codeSet is null ? -1 : X12CodeSets.IdOf(codeSet);
    }

    /// <summary>From 1, in the segment or composite.</summary>
    public int Number { get; }

    /// <summary>Required, situational or not used.</summary>
    public X12Usage Usage { get; }

    /// <summary>Its data type.</summary>
    public X12ElementType Type { get; }

    /// <summary>Shortest length in characters; 0 where the guide's table does not say.</summary>
    public int MinLength { get; }

    /// <summary>Longest length in characters; 0 where the guide's table does not say.</summary>
    public int MaxLength { get; }

    /// <summary>How often it may repeat; 0 for without bound.</summary>
    public int Repeat { get; }

    /// <summary>The codes it may hold; null where any may stand.</summary>
    public X12CodeList? Codes { get; }

    /// <summary>Which external code system its values are of, such as <c>states</c>; null for none.</summary>
    public string? CodeSet { get; }

    /// <summary>Its components; empty for a simple element and for a composite of which nothing is known.</summary>
    public IReadOnlyList<X12GuideElement> Components => ComponentArray;

    /// <summary>Number of <see cref="CodeSet"/>; -1 for none.</summary>
    internal int CodeSetId { get; }

    internal X12GuideElement[] ComponentArray { get; set; } = [];
}
