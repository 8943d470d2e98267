using Carelake.Delta.Log;
using Carelake.Delta.Schema;

namespace Carelake.Delta.Writes;

/// <summary>The first metadata of a table.</summary>
internal static class NewTable
{
    /// <summary>Metadata of a definition. Deletion vectors are on unless the definition says otherwise.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0122: the partition columns do not fit.</exception>
    public static Metadata Metadata(DeltaTableDefinition definition, StructType schema, long now, string place)
    {
        CheckPartitioning(schema, definition.PartitionColumns, place);
        var metadata = new Metadata
        {
            Id = Guid.NewGuid().ToString(),
            Name = definition.Name,
            Description = definition.Description,
            SchemaString = SchemaJson.Write(schema),
            PartitionColumns = [.. definition.PartitionColumns.Select(name => schema.Find(name)?.Name ?? name)],
            Configuration = definition.Configuration,
            CreatedTime = now,
        };
        return definition.Configuration.ContainsKey(WriterFeatures.DeletionVectorsProperty)
            ? metadata
            : WithSetting(metadata, WriterFeatures.DeletionVectorsProperty, "true");
    }

    /// <summary>The metadata with a table property set.</summary>
    public static Metadata WithSetting(Metadata metadata, string name, string value) => metadata with
    {
        Configuration = new Dictionary<string, string>(metadata.Configuration, StringComparer.Ordinal) { [name] = value },
    };

    /// <summary>Refuses partition columns that are missing, nested, binary or all there is.</summary>
    /// <exception cref="Core.CarelakeException">DELTA-0122: the partition columns do not fit.</exception>
    public static void CheckPartitioning(StructType schema, IReadOnlyList<string> partitionColumns, string place)
    {
        foreach (var name in partitionColumns)
        {
            var field = schema.Find(name) ?? throw WriteErrors.Partitioning(place, $"there is no column {name}");
            if (field.Type is not (PrimitiveType or DecimalType) || field.Type == PrimitiveType.Binary)
                throw WriteErrors.Partitioning(place, $"{name} is {field.Type.SparkName}");
        }

        if (partitionColumns.Count > 0 && partitionColumns.Count >= schema.Fields.Length)
            throw WriteErrors.Partitioning(place, "no column would be left in the files");
    }
}
