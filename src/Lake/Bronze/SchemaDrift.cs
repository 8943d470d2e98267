using System.Collections.Immutable;
using Carelake.Delta.Schema;

namespace Carelake.Lake.Bronze;

/// <summary>How the columns of a new batch differ from those the bronze table has.</summary>
/// <param name="Added">New ones: the table grows.</param>
/// <param name="Missing">Gone, or renamed: the new rows have NULL there, unless a mapping or key needs them.</param>
/// <param name="Retyped">Of a type that the table's cannot hold, as sentences.</param>
internal sealed record SchemaDrift(ImmutableArray<string> Added, ImmutableArray<string> Missing, ImmutableArray<string> Retyped)
{
    /// <summary>Compares.</summary>
    /// <param name="table">The table's columns.</param>
    /// <param name="batch">The batch's columns.</param>
    public static SchemaDrift Between(StructType table, StructType batch) => new(
        [.. batch.Fields.Where(field => table.Find(field.Name) is null).Select(field => field.Name)],
        [.. table.Fields.Where(field => batch.Find(field.Name) is null).Select(field => field.Name)],
        [.. batch.Fields.Select(field => (New: field, Old: table.Find(field.Name))).Where(pair => pair.Old is not null && !Fits(pair.Old.Type, pair.New.Type))
            .Select(pair => $"{pair.New.Name} was {pair.Old!.Type.SparkName} and is {pair.New.Type.SparkName}")]);

    // A wider type widens the table's column; a narrower one is cast to it.
    private static bool Fits(DeltaType table, DeltaType batch) =>
        table.Equals(batch) || TypeWidening.IsAllowed(table, batch) || TypeWidening.IsAllowed(batch, table);
}
