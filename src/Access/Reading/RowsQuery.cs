using System.Collections.Immutable;

namespace Carelake.Access.Reading;

/// <summary>Which rows of a table are asked for.</summary>
/// <param name="Table">Full name, such as <c>silver.patient</c>.</param>
public sealed record RowsQuery(string Table)
{
    /// <summary>Column and value, as text; an empty value is NULL. Compared with what the caller may see.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Where { get; init; } = [];

    /// <summary>A text that one of <see cref="SearchColumns"/> must contain, whatever its case; empty for none.</summary>
    public string Search { get; init; } = "";

    /// <summary>Where <see cref="Search"/> looks.</summary>
    public ImmutableArray<string> SearchColumns { get; init; } = [];

    /// <summary>Only rows about these patients, by gold's key or as <c>facility|patient</c>, whether or not the caller sees the number; empty for all.</summary>
    public ImmutableArray<string> Patients { get; init; } = [];

    /// <summary>Only the row with this key (<see cref="GovernedRow.Key"/>); <see langword="null"/> for all.</summary>
    public string? Key { get; init; }

    /// <summary>Columns of which each combination is given once; empty for every row.</summary>
    public ImmutableArray<string> DistinctBy { get; init; } = [];

    /// <summary>SQL over the columns as the caller sees them; written by the program, never by a user.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Column to order by; <see langword="null"/> for the table's keys.</summary>
    public string? Sort { get; init; }

    /// <summary>The largest first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows of a page, 1 to 1,000.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>What is done: <c>read</c> or <c>export</c>.</summary>
    public string Action { get; init; } = "read";

    /// <summary>Only rows that hold now, of tables that keep history.</summary>
    public bool IsCurrentOnly { get; init; }
}
