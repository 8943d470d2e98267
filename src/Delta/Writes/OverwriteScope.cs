using System.Globalization;
using Carelake.Delta.Log;
using Carelake.Delta.Schema;
using Carelake.Delta.Snapshots;
using Carelake.DuckDb;

namespace Carelake.Delta.Writes;

/// <summary>Which files an overwrite's condition covers as a whole, where partitions alone decide it.</summary>
/// <param name="connection">Evaluates the condition.</param>
/// <param name="snapshot">The table.</param>
/// <param name="predicate">The condition, in DuckDB's SQL.</param>
internal sealed class OverwriteScope(DuckDbConnection connection, DeltaSnapshot snapshot, string predicate)
{
    private readonly IReadOnlyList<StructField> columns =
        [.. snapshot.Metadata.PartitionColumns.Select(name => snapshot.Schema.Find(name)).OfType<StructField>()];

    /// <summary>The condition looks at partition columns only.</summary>
    public bool IsByPartition()
    {
        if (columns.Count == 0) return false;
        var nulls = columns.Select(column => $"CAST(NULL AS {DuckDbTypes.Of(column.Type)}) AS {DuckDbSql.Identifier(column.Name)}");
        try
        {
            connection.Execute($"DESCRIBE SELECT 1 FROM (SELECT {string.Join(", ", nulls)}) WHERE ({predicate})");
            return true;
        }
        catch (DuckDbException)
        {
            // It names another column; or nothing sensible at all, which the scan of the rows will say.
            return false;
        }
    }

    /// <summary>The files of partitions that fulfil the condition.</summary>
    public IReadOnlyList<AddFile> Files()
    {
        if (snapshot.Files.Count == 0) return [];
        var matching = Matching([.. snapshot.Files.Select(file => file.PartitionValues)]);
        return [.. snapshot.Files.Where((_, index) => matching.Contains(index))];
    }

    /// <summary>A partition fulfils the condition.</summary>
    public bool Holds(IReadOnlyDictionary<string, string?> partitionValues) => Matching([partitionValues]).Count > 0;

    private HashSet<int> Matching(IReadOnlyList<IReadOnlyDictionary<string, string?>> partitions)
    {
        var rows = partitions.Select((values, index) => $"({index.ToString(CultureInfo.InvariantCulture)}, "
            + string.Join(", ", columns.Select(column => Value(column, values))) + ")");
        var names = columns.Select(column => DuckDbSql.Identifier(column.Name)).Prepend("\"_file_index\"");
        using var command = connection.CreateCommand(
            $"SELECT _file_index FROM (VALUES {string.Join(", ", rows)}) AS p({string.Join(", ", names)}) WHERE ({predicate})");
        using var reader = command.ExecuteReader();
        var matching = new HashSet<int>();
        while (reader.Read()) matching.Add(reader.GetInt32(0));
        return matching;
    }

    private static string Value(StructField column, IReadOnlyDictionary<string, string?> values) =>
        $"CAST({DuckDbSql.Literal(values.GetValueOrDefault(column.PhysicalName))} AS {DuckDbTypes.Of(column.Type)})";
}
