namespace Carelake.X12.Json;

/// <summary>How X12 is laid out as JSON.</summary>
public enum X12JsonLayout
{
    /// <summary>One document for the file: loops in loops.</summary>
    Document,

    /// <summary>
    /// A JSON object a line: each claim of an 837 and each claim payment of an 835 with all its loops, each other transaction set as a whole, and
    /// each segment around them.
    /// </summary>
    Lines,
}
