using System.Collections.Immutable;

namespace Carelake.Lake.Models;

/// <summary>How the rows of one source table become rows of one silver table.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="SourceTable">Name of the source's table in the lake.</param>
/// <param name="BronzeTable">The one table it reads: <c>bronze.SOURCE_TABLE</c>.</param>
/// <param name="SilverTable">The table it feeds: <c>silver.NAME</c>.</param>
/// <param name="Sql">A SELECT over <paramref name="BronzeTable"/>.</param>
/// <param name="File">Path of the SQL file, relative to the project.</param>
public sealed record MappingSpec(
    string SourceId, string SourceTable, string BronzeTable, string SilverTable, string Sql, string File)
{
    /// <summary>
    /// Columns whose values tie rows of the bronze table together; empty when each row is mapped by itself. Columns of one set share their values: a patient's number, and
    /// the number that a merge ended. A mapping that has them is given every row that is tied to a new one, directly or through others, and so can make states out of
    /// messages that tell only what changed.
    /// </summary>
    public ImmutableArray<ImmutableArray<string>> Ties { get; init; } = [];

    /// <summary>Columns that every mapping passes through from bronze, so that each silver row knows its origin.</summary>
    public static IReadOnlyList<string> OriginColumns { get; } = ["_source_id", "_batch_id", "_landing_file", "_position"];
}
