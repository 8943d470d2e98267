using System.Collections.Frozen;
using Carelake.Core;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;

namespace Carelake.Delta.Scans;

/// <summary>The columns of a table and how its files know them: by name, by physical name or by field id.</summary>
internal sealed class TableColumns
{
    private readonly StructType schema;
    private readonly FrozenSet<string> partitions;
    private readonly string mapping;
    private readonly string place;

    public TableColumns(DeltaSnapshot snapshot)
    {
        place = snapshot.TableFolder;
        schema = snapshot.Schema;
        partitions = snapshot.Metadata.PartitionColumns.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        mapping = snapshot.Setting("delta.columnMapping.mode") ?? "none";
        if (schema.Fields.IsEmpty)
            throw new CarelakeException("DELTA-0211", "The table has no columns, so there is nothing to read.", place, "Write to the table first.");
    }

    /// <summary>Files go by physical names and ids, not by the names people see.</summary>
    public bool IsMapped => mapping is "name" or "id";

    /// <summary>The column of a name.</summary>
    /// <exception cref="CarelakeException">DELTA-0210.</exception>
    public StructField Find(string name) => schema.Find(name) ?? throw new CarelakeException(
        "DELTA-0210", $"The table has no column {name}.", place, "Choose one of its columns; see the table's description.");

    /// <summary>Some columns in the order given, or all.</summary>
    public IReadOnlyList<StructField> Choose(IReadOnlyList<string>? names) => names?.Select(Find).ToList() ?? [.. schema.Fields];

    /// <summary>The column's values are in the log, one per file.</summary>
    public bool IsPartition(StructField column) => partitions.Contains(column.Name);

    /// <summary>Name in statistics and partition values.</summary>
    public string NameInFile(StructField column) => IsMapped ? column.PhysicalName : column.Name;

    /// <summary>What finds the column in a Parquet file: its field id or its name.</summary>
    public object KeyInFile(StructField column) => mapping == "id" && column.ColumnMappingId is { } id ? id : NameInFile(column);

    /// <summary>DuckDB's type of the column as files have it.</summary>
    public string TypeInFile(StructField column) => IsMapped ? DuckDbTypes.Physical(column.Type) : DuckDbTypes.Of(column.Type);
}
