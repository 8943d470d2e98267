namespace Carelake.X12;

/// <summary>A relational condition of a segment, such as <c>P0809</c> (X12.6, section 3.9.1).</summary>
/// <param name="Kind"><c>P</c> all or none, <c>R</c> at least one, <c>E</c> at most one, <c>C</c> the first needs all others, <c>L</c> the first needs one of the others.</param>
/// <param name="Elements">Positions from 1.</param>
public sealed record X12Syntax(char Kind, IReadOnlyList<int> Elements)
{
    internal ulong Mask { get; } = Elements.Aggregate(0UL, (mask, element) => mask | 1UL << element);

    internal ulong First { get; } = 1UL << Elements[0];

    /// <summary>The condition holds.</summary>
    /// <param name="present">Bit n: element n is there.</param>
    internal bool Holds(ulong present) => Kind switch
    {
        'P' => (present & Mask) is var both && (both == 0 || both == Mask),
        'R' => (present & Mask) != 0,
        'E' => System.Numerics.BitOperations.PopCount(present & Mask) <= 1,
        'C' => (present & First) == 0 || (present & Mask) == Mask,
        'L' => (present & First) == 0 || (present & Mask & ~First) != 0,
        _ => true,
    };

    /// <summary>In the standard's notation.</summary>
    public override string ToString() => Kind + string.Concat(Elements.Select(element => element.ToString("00")));

    internal static X12Syntax? Of(string text)
    {
        var elements = new List<int>();
        for (var at = 1; at + 1 < text.Length; at += 2)
            if (int.TryParse(text.AsSpan(at, 2), out var element) && element is > 0 and < 63)
                elements.Add(element);
        return elements.Count < 2 ? null : new(text[0], elements);
    }
}
