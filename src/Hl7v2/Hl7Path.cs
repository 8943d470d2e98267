using System.Globalization;
using System.Text;

namespace Carelake.Hl7v2;

/// <summary>
/// A place in a message, all numbers from 1: <c>PID-3[2].4.1</c> is the first subcomponent of the fourth component of the second repetition of field
/// 3 of the first PID; <c>OBX[3]-5</c> is a field of the third OBX. <c>PID.3.1</c>, <c>PID(2)-3</c> and <c>PID-3(2)</c> are read as well.
/// </summary>
/// <param name="Segment">Three upper-case letters or digits.</param>
/// <param name="Occurrence">Which segment of that name.</param>
/// <param name="Field">Zero for the whole segment.</param>
/// <param name="Repetition">Zero when the path names none: then the first is meant.</param>
/// <param name="Component">Zero for the whole repetition.</param>
/// <param name="Subcomponent">Zero for the whole component.</param>
public readonly record struct Hl7Path(string Segment, int Occurrence, int Field, int Repetition, int Component, int Subcomponent)
{
    private const int MostDigits = 6;

    /// <summary>Reads a path.</summary>
    /// <param name="text">Such as <c>PID-3[2].4.1</c>.</param>
    /// <param name="path">The path; <see langword="default"/> when the text is none.</param>
    public static bool TryParse(string? text, out Hl7Path path)
    {
        path = default;
        if (text is not { Length: >= 3 } || SegmentId.Pack(text.AsSpan(0, 3)) is var id && !SegmentId.IsWellFormed(id)) return false;
        var rest = text.AsSpan(3);
        if (!TryReadIndex(ref rest, out var occurrence)) return false;
        Span<int> numbers = stackalloc int[3];
        numbers.Clear();
        var repetition = 0;
        for (var level = 0; level < numbers.Length && !rest.IsEmpty; level++)
        {
            if (rest[0] != '.' && (rest[0] != '-' || level > 0)) return false;
            rest = rest[1..];
            if (!TryReadNumber(ref rest, out numbers[level])) return false;
            if (level == 0 && !TryReadIndex(ref rest, out repetition)) return false;
        }
        if (!rest.IsEmpty) return false;
        path = new(text[..3], Math.Max(occurrence, 1), numbers[0], repetition, numbers[1], numbers[2]);
        return true;
    }

    /// <summary>Reads a path that is written in code.</summary>
    /// <exception cref="FormatException">It is no path.</exception>
    public static Hl7Path Parse(string text) =>
        TryParse(text, out var path) ? path : throw new FormatException("An HL7 path is written as PID-3[2].4.1 or OBX[3]-5.");

    /// <summary>The path in the standard's notation, as short as it can be.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Segment);
        if (Occurrence > 1) text.Append(CultureInfo.InvariantCulture, $"[{Occurrence}]");
        if (Field == 0) return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"-{Field}");
        if (Repetition > 1) text.Append(CultureInfo.InvariantCulture, $"[{Repetition}]");
        if (Component > 0) text.Append(CultureInfo.InvariantCulture, $".{Component}");
        if (Subcomponent > 0) text.Append(CultureInfo.InvariantCulture, $".{Subcomponent}");
        return text.ToString();
    }

    // An absent index is zero; one that is there is at least 1 and closed.
    private static bool TryReadIndex(ref ReadOnlySpan<char> text, out int index)
    {
        index = 0;
        if (text.IsEmpty || text[0] is not ('[' or '(')) return true;
        var close = text[0] == '[' ? ']' : ')';
        text = text[1..];
        if (!TryReadNumber(ref text, out index) || text.IsEmpty || text[0] != close) return false;
        text = text[1..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        number = 0;
        if (length is 0 or > MostDigits) return false;
        number = int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[length..];
        return number > 0;
    }
}
