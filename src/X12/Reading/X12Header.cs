namespace Carelake.X12;

/// <summary>What an ISA segment says of the separators, and what is wrong with its form (005010 appendix B, interchange control header).</summary>
internal readonly record struct X12Header(
    X12Delimiters? Delimiters, bool IsMalformed, IReadOnlyList<(string Code, string Ta1, int Element, string Message)> Problems)
{
    /// <summary>An ISA is 106 characters; one with wrong widths is looked at this far to say what is wrong.</summary>
    public const int LongestLookedAt = 512;

    private const int Size = 106;
    private const int ElementCount = 16;
    private static readonly List<(string, string, int, string)> None = [];
    private static ReadOnlySpan<byte> Separators => [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
    private static ReadOnlySpan<byte> Widths => [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

    public static bool IsAlphanumeric(byte value) => char.IsAsciiLetterOrDigit((char)value);

    /// <summary>The separators stand where the fixed widths put them.</summary>
    public static bool IsRegular(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || IsAlphanumeric(bytes[Size - 1])) return false;
        foreach (var at in Separators)
            if (bytes[at] != bytes[3])
                return false;
        return true;
    }

    public static X12Header Of(ReadOnlySpan<byte> bytes)
    {
        if (IsRegular(bytes))
            return Checked(new(bytes[3], bytes[82], bytes[104], bytes[105]), isMalformed: false, []);

        // The separators are not where they belong: count them to find ISA16 all the same, and say which element is to blame.
        var element = bytes[3];
        Span<int> ends = stackalloc int[ElementCount + 1];
        var count = 0;
        for (var at = 0; at < Math.Min(bytes.Length, LongestLookedAt) && count <= ElementCount; at++)
            if (bytes[at] == element)
                ends[count++] = at;
        // A seventeenth separator belongs to the segment after.
        if (count < ElementCount || ends[15] + 2 >= bytes.Length)
            return new(null, IsMalformed: true, [("X12-0005", "022", 0, "The ISA segment is cut short: it must be 106 characters with 16 elements.")]);
        var problems = new List<(string, string, int, string)>();
        for (var number = 1; number < ElementCount; number++)
        {
            var width = ends[number] - ends[number - 1] - 1;
            if (width != Widths[number - 1])
                problems.Add(("X12-0005", "022", number, $"ISA{number:00} has width {width} instead of {Widths[number - 1]}, so the ISA segment is not 106 characters."));
        }
        var last = ends[15];
        if (IsAlphanumeric(bytes[last + 1]) || IsAlphanumeric(bytes[last + 2]) || bytes[last + 2] == element)
        {
            problems.Add(("X12-0005", "022", 16, "No separator and segment terminator could be found behind ISA15."));
            return new(null, IsMalformed: true, problems);
        }
        return Checked(new(element, bytes[ends[10] + 1], bytes[last + 1], bytes[last + 2]), isMalformed: true, problems);
    }

    private static X12Header Checked(X12Delimiters found, bool isMalformed, List<(string, string, int, string)> problems)
    {
        if (IsAlphanumeric(found.Repetition) || found.Repetition is (byte)' ') found = found with { Repetition = 0 };
        if (found.Component == found.Element || IsAlphanumeric(found.Component) || found.Component == (byte)' ')
            problems.Add(("X12-0006", "027", 16, "ISA16 must be a component separator of its own: no letter, digit, space or other separator."));
        if (found.Repetition == found.Component)
        {
            problems.Add(("X12-0006", "027", 11, "ISA11 and ISA16 name the same separator for repetitions and components; it is taken for components."));
            found = found with { Repetition = 0 };
        }
        if (found.Repetition == found.Element || found.Repetition == found.Segment)
        {
            problems.Add(("X12-0006", "026", 11, "ISA11 names a separator that is already used."));
            found = found with { Repetition = 0 };
        }
        if (found.Segment == found.Element || found.Segment == found.Component || found.Segment == (byte)' ')
        {
            problems.Add(("X12-0006", "004", 16, "The segment terminator must be a character of its own, and not a space."));
            return new(null, IsMalformed: true, problems);
        }
        return new(found, isMalformed, problems.Count == 0 ? None : problems);
    }
}
