using System.Collections.Immutable;

namespace Carelake.Fhir.Flatten;

/// <summary>A row of the common data model.</summary>
/// <param name="Table">Table without its schema.</param>
/// <param name="Values">One value a column of the table, in order, as text: dates <c>YYYY-MM-DD</c>, moments in UTC with a <c>Z</c>; null where the resource has none.</param>
public sealed record FlatRow(FlatTable Table, ImmutableArray<string?> Values)
{
    /// <summary>The value of a column; null when it is empty or there is no such column.</summary>
    public string? this[string column]
    {
        get
        {
            for (var index = 0; index < Table.Columns.Length; index++)
                if (Table.Columns[index].Name == column)
                    return Values[index];
            return null;
        }
    }

    /// <summary>Values are about a patient: only the table is shown.</summary>
    public override string ToString() => Table.Name;
}
