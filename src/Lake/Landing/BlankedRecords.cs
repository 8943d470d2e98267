using System.Text.RegularExpressions;

namespace Carelake.Lake.Landing;

/// <summary>Records of a landed object that are to be blank.</summary>
/// <param name="Positions">Numbers of readable records, as <c>_position</c> in bronze has them.</param>
/// <param name="Lines">Numbers of unreadable records, as quarantine has them.</param>
public sealed record BlankedRecords(IReadOnlySet<long> Positions, IReadOnlySet<long> Lines)
{
    /// <summary>Records of a CSV file that are no rows, counted from 1 with the header: those that follow have smaller numbers in bronze.</summary>
    public IReadOnlySet<long> Unreadable { get; init; } = new HashSet<long>();

    /// <summary>Finds what names the person: records that no table took are blanked where they hold it; <see langword="null"/> when nothing does.</summary>
    public Regex? Words { get; init; }

    /// <summary>A text names the person.</summary>
    internal bool Names(string text) => Words?.IsMatch(text) == true;

    /// <summary>How many; no value.</summary>
    public override string ToString() => $"{Positions.Count + Lines.Count} records";
}
