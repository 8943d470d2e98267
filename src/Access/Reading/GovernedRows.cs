using System.Collections.Immutable;

namespace Carelake.Access.Reading;

/// <summary>Rows as one viewer may see them. The audit log knew of them before they were here.</summary>
/// <param name="Table">The table; empty for a query over several.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The values, column by column.</param>
public sealed record GovernedRows(string Table, ImmutableArray<GovernedColumn> Columns, ImmutableArray<GovernedRow> Rows)
{
    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows of a page.</summary>
    public int PageSize { get; init; }

    /// <summary>Rows on all pages that the viewer may see.</summary>
    public long Total { get; init; }

    /// <summary>When the table was last written; <see langword="null"/> for a query over several.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Version of the table that was read.</summary>
    public long? Version { get; init; }

    /// <summary>There were more rows than were asked for.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Tells no value.</summary>
    public override string ToString() => $"{Table}: {Rows.Length} rows";
}

/// <summary>One row.</summary>
/// <param name="Values">Its values in the order of the columns; <see langword="null"/> for NULL and for what is not shown.</param>
/// <param name="Hidden">Columns whose value in this row was masked, digested or left out by policy.</param>
public sealed record GovernedRow(ImmutableArray<object?> Values, ImmutableArray<string> Hidden)
{
    /// <summary>Name of the column with the patient, in <see cref="RowsQuery.DistinctBy"/>.</summary>
    public const string PatientColumn = LakeResource.Patient;

    /// <summary>Names the row without telling anything: MD5 of the values of the table's keys; empty where it has none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Gold's key of the patient that the row is about; <see langword="null"/> when it is about none.</summary>
    public string? Patient { get; init; }

    /// <summary>Tells no value.</summary>
    public override string ToString() => $"{Values.Length} values";
}
